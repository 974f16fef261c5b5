package io.todolist.kit.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.spi.runtime.AuthenticationFailureEvent;
import io.quarkus.security.spi.runtime.AuthorizationFailureEvent;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Who was refused for want of a right, came with a token that is not or no more good, or is no service of this installation where
 * only those may call: lines of the security log. Nobody may
 * fill the disk by them, so that there is one in a second of each kind, which says how many others there were since the one
 * before. Who sends no token is nobody's news.
 */
@Singleton
public class RefusalLog {
    private static final Logger LOG = Logger.getLogger("io.todolist.security");
    private static final String SOURCE = "X-Todolist-Source";
    private static final int LONGEST_SOURCE = 64;
    private static final int LONGEST_PATH = 100;

    private final OncePerSecond rights = new OncePerSecond();
    private final OncePerSecond tokens = new OncePerSecond();
    private final OncePerSecond callers = new OncePerSecond();

    void rightMissing(@Observes AuthorizationFailureEvent event) {
        if (event.getAuthorizationFailure() instanceof ForbiddenException
                && event.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token
                && rights.isFirst()) {
            log("right-missing", rights, token, contextOf(event.getEventProperties()));
        }
    }

    /** The failure may be one of the database, too. */
    void tokenRefused(@Observes AuthenticationFailureEvent event) {
        if (event.getAuthenticationFailure() instanceof AuthenticationFailedException) {
            tokenRefused(contextOf(event.getEventProperties()));
        }
    }

    public void tokenRefused(RoutingContext context) {
        if (tokens.isFirst()) {
            log("token-refused", tokens, null, context);
        }
    }

    /** What it says of where it comes from is not believed either. */
    void callerRefused(RoutingContext context) {
        if (callers.isFirst()) {
            context.request().headers().remove(SOURCE);
            log("caller-refused", callers, null, context);
        }
    }

    private static RoutingContext contextOf(Map<String, Object> properties) {
        return (RoutingContext) properties.get(RoutingContext.class.getName());
    }

    private static void log(String event, OncePerSecond kind, JsonWebToken token, RoutingContext context) {
        JsonObject line = new JsonObject().put("time", Instant.now()).put("event", event);
        if (token != null) {
            line.put("user", token.getSubject()).put("session", token.<String>getClaim("sid"));
        }
        String source = context.request().getHeader(SOURCE);
        if (source != null && source.length() <= LONGEST_SOURCE) {
            line.put("source", source);
        }
        String path = context.request().path();
        line.put("traceId", TraceContext.of(context))
                .put("method", context.request().method().name())
                .put("path", path.substring(0, Math.min(path.length(), LONGEST_PATH)));
        long others = kind.others();
        if (others > 0) {
            line.put("others", others);
        }
        LOG.info(line.encode());
    }
}
