package io.todolist.gateway.downstream;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A service can't be reached, or did not answer for itself. */
final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean nothingDone;
    private final Duration retryAfter;
    private final boolean contention;

    /** @param nothingDone the service certainly did nothing */
    Unavailable(String message, boolean nothingDone, Throwable cause) {
        this(message, nothingDone, null, false, cause);
    }

    private Unavailable(String message, boolean nothingDone, Duration retryAfter, boolean contention, Throwable cause) {
        super(message, cause);
        this.nothingDone = nothingDone;
        this.retryAfter = retryAfter;
        this.contention = contention;
    }

    /**
     * The service was there and did nothing; it wants to be asked again after that time.
     *
     * @param contention other requests of the same user or todo are in the way, which says nothing of the service
     */
    static Unavailable until(Duration retryAfter, boolean contention) {
        return new Unavailable("asked to wait", true, retryAfter, contention, null);
    }

    boolean isContention() {
        return contention;
    }

    boolean nothingDone() {
        return nothingDone;
    }

    Duration retryAfter(Duration otherwise) {
        return retryAfter == null ? otherwise : retryAfter;
    }

    /** @param nothingDone by any of the attempts */
    Unavailable asOneOfSeveral(boolean nothingDone) {
        return new Unavailable(getMessage(), nothingDone, retryAfter, contention, getCause());
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
