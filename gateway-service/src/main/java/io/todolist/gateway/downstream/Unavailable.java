package io.todolist.gateway.downstream;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** A service can't be reached, or did not answer for itself. */
final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The service certainly did nothing, so that even a request that must not be repeated can be sent again. */
    private final boolean unprocessed;

    Unavailable(String message, boolean unprocessed, Throwable cause) {
        super(message, cause);
        this.unprocessed = unprocessed;
    }

    boolean isUnprocessed() {
        return unprocessed;
    }

    /** Failures of the connection become this; what the service itself said stays as it is. */
    static Throwable from(Throwable failure) {
        Throwable cause =
                failure instanceof ProcessingException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException) {
            return new Unavailable("no connection", true, cause);
        }
        // Vert.x has an exception of its own for a connection that the other side closed while it was waited for.
        if (cause instanceof IOException || cause instanceof TimeoutException || cause instanceof HttpClosedException) {
            return new Unavailable("no answer", false, cause);
        }
        return failure;
    }
}
