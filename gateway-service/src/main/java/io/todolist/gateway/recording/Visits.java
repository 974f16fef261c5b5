package io.todolist.gateway.recording;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * A visit is a session, as the verified access token names it. Its hash says whether it is in the sample: so each pod, and each
 * request, decides alike.
 */
final class Visits {
    private static final String SESSION = "sid";

    /** A double has no more bits than these hexadecimal digits. */
    private static final int DIGITS = 13;

    /** So many sessions are remembered: to hash one costs more than all else that is done on the event loop. */
    private static final int MOST = 1_000;

    private final Secret secret;
    private final double share;
    private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

    Visits(Secret secret, double share) {
        this.secret = secret;
        this.share = share;
    }

    /** Null if it is not recorded. */
    String of(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token) {
            Object session = token.getClaim(SESSION);
            return session == null ? null : of(session.toString()).orElse(null);
        }
        return null;
    }

    private Optional<String> of(String session) {
        Optional<String> found = known.get(session);
        if (found == null) {
            found = Optional.of(secret.visit(session)).filter(this::isInTheSample);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(session, found);
        }
        return found;
    }

    private boolean isInTheSample(String visit) {
        return Long.parseLong(visit, 0, DIGITS, 16) < share * (1L << 4 * DIGITS);
    }
}
