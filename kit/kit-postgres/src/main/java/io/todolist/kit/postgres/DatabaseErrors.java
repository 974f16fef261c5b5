package io.todolist.kit.postgres;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.CompositeException;
import io.todolist.kit.http.Problems;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * A database that is away, or that gave a transaction up, makes 503, not 500. With Retry-After nothing was done, and whoever
 * asked can safely ask again; without, the connection broke in the middle and a change may or may not have been made. A quota
 * that the database keeps makes 403.
 * The codes are PostgreSQL's (its documentation, appendix A).
 */
class DatabaseErrors {
    /** Starting up or shutting down; too many connections. */
    private static final Set<String> NOT_LET_IN = Set.of("57P03", "53300");

    /** Deadlock, serialization, a lock that was not free in time: another transaction was in the way, and all was rolled back. */
    private static final Set<String> CONTENTION = Set.of("40P01", "40001", "55P03");

    /** A statement, or the pause until the next one of a transaction: all was rolled back, though nothing was in the way. */
    private static final Set<String> TOO_LONG = Set.of("57014", "25P03");

    /** Raised by a function of a service's own schema, whose message is meant for whoever asked. */
    private static final String QUOTA = "53400";

    /** The same, of an account that is deleted. A code of our own (class T0), which no other error has. */
    private static final String ACCOUNT_DELETED = "T0401";

    /** Shut down or crashed while a statement ran. */
    private static final Set<String> BROKEN_OFF = Set.of("57P01", "57P02");

    /** Class of what a pooler in between says of a database that is away, or has no connection for us (PgBouncer: 08P01). */
    private static final String OF_THE_CONNECTION = "08";

    @ServerExceptionMapper(
            value = {
                // Of a connection that is found broken when something is written to it.
                IOException.class,
                SocketException.class,
                UnknownHostException.class,
                // Of one that closed between its return to the pool and its next use.
                NoStackTraceThrowable.class,
                VertxException.class,
                ClosedConnectionException.class,
                PgException.class,
                ConnectionPoolTooBusyException.class,
                // A failure and that of the rollback after it.
                CompositeException.class
            },
            priority = Problems.FIRST)
    Response failed(Throwable e, UriInfo uri) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String code = cause instanceof PgException sql ? sql.getSqlState() : "";
            if (isUnreachable(cause) || NOT_LET_IN.contains(code)) {
                return nothingDone(unavailable("The database is away. Nothing was done"), e, uri);
            }
            if (cause instanceof ConnectionPoolTooBusyException) {
                return nothingDone(
                        unavailable("More is asked of the database than it can do at once. Nothing was done")
                                .withType(Problems.BUSY),
                        e,
                        uri);
            }
            if (CONTENTION.contains(code)) {
                return nothingDone(
                        unavailable("The database was busy with another change of the same. Nothing was done")
                                .withType(Problems.CONTENTION),
                        e,
                        uri);
            }
            if (QUOTA.equals(code)) {
                return Problems.response(quota((PgException) cause), e, uri);
            }
            if (ACCOUNT_DELETED.equals(code)) {
                return Problems.response(
                        Problems.unauthorized("The account is deleted", "Bearer error=\"invalid_token\""), e, uri);
            }
            if (TOO_LONG.contains(code)) {
                return nothingDone(unavailable("The database took too long. Nothing was done"), e, uri);
            }
            if (isBroken(cause) || isFatal(cause) || BROKEN_OFF.contains(code) || code.startsWith(OF_THE_CONNECTION)) {
                return Problems.response(
                        unavailable("The database is away. A change may or may not have been made")
                                .build(),
                        e,
                        uri);
            }
        }
        return Problems.response(HttpProblem.valueOf(Response.Status.INTERNAL_SERVER_ERROR), e, uri);
    }

    private static Response nothingDone(HttpProblem.Builder problem, Throwable e, UriInfo uri) {
        return Problems.response(problem.withHeader(HttpHeaders.RETRY_AFTER, 1).build(), e, uri);
    }

    /** A name server may forget the name of a database that restarts. */
    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException;
    }

    /** IOExceptions and VertxExceptions of subclasses may be about other things, such as JSON; those of a connection are not. */
    private static boolean isBroken(Throwable cause) {
        return cause instanceof ClosedConnectionException
                || cause instanceof SocketException
                || cause instanceof NoStackTraceThrowable
                || cause.getClass() == IOException.class
                || cause.getClass() == VertxException.class;
    }

    /** Of the whole connection, whatever the reason: a database that lets nobody in says it to a pooler, which says it to us. */
    private static boolean isFatal(Throwable cause) {
        return cause instanceof PgException sql && "FATAL".equals(sql.getSeverity());
    }

    private static HttpProblem quota(PgException limit) {
        return HttpProblem.builder()
                .withType(Problems.QUOTA)
                .withStatus(Response.Status.FORBIDDEN)
                .withTitle(Response.Status.FORBIDDEN.getReasonPhrase())
                .withDetail(limit.getErrorMessage() + ". Nothing was done")
                .build();
    }

    private static HttpProblem.Builder unavailable(String detail) {
        return HttpProblem.builder()
                .withStatus(503)
                .withTitle("Service Unavailable")
                .withDetail(detail);
    }
}
