package io.todolist.todo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.logging.Log;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * A database that is away makes 503, not 500. With Retry-After nothing was done, and whoever asked can safely ask again;
 * without, the connection broke in the middle and a change may or may not have been made.
 */
class DatabaseErrors {
    /** PostgreSQL's error codes for starting up or shutting down, and for too many connections. */
    private static final Set<String> NOT_LET_IN = Set.of("57P03", "53300");

    /** Shut down or crashed while a statement ran. */
    private static final Set<String> BROKEN_OFF = Set.of("57P01", "57P02");

    @ServerExceptionMapper(
            value = {
                SocketException.class,
                UnknownHostException.class,
                ClosedConnectionException.class,
                PgException.class,
                PersistenceException.class
            },
            priority = Errors.FIRST)
    Response failed(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String code = cause instanceof PgException sql ? sql.getSqlState() : "";
            if (isUnreachable(cause) || NOT_LET_IN.contains(code)) {
                return away("Nothing was done")
                        .withHeader(HttpHeaders.RETRY_AFTER, 1)
                        .build()
                        .toResponse();
            }
            if (cause instanceof ClosedConnectionException
                    || cause instanceof SocketException
                    || BROKEN_OFF.contains(code)) {
                return away("A change may or may not have been made").build().toResponse();
            }
        }
        Log.error("Unexpected database error", e);
        return HttpProblem.builder()
                .withStatus(500)
                .withTitle("Internal Server Error")
                .build()
                .toResponse();
    }

    /** A name server may forget the name of a database that restarts. */
    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException;
    }

    private static HttpProblem.Builder away(String detail) {
        return HttpProblem.builder()
                .withStatus(503)
                .withTitle("Service Unavailable")
                .withDetail("The database is away. " + detail);
    }
}
