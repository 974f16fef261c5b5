package io.todolist.gateway.recording;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * A visit is a session, as the verified access token names it. Its hash says whether it is in the sample: so each pod, and each
 * request, decides alike.
 */
final class Visits {
    private static final String SESSION = "sid";

    /** A double has no more bits than these hexadecimal digits. */
    private static final int DIGITS = 13;

    private final Secret secret;
    private final double share;

    Visits(Secret secret, double share) {
        this.secret = secret;
        this.share = share;
    }

    /** Null if it is not recorded. */
    String of(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token) {
            Object session = token.getClaim(SESSION);
            String visit = session == null ? null : secret.visit(session.toString());
            return visit != null && isInTheSample(visit) ? visit : null;
        }
        return null;
    }

    private boolean isInTheSample(String visit) {
        return Long.parseLong(visit, 0, DIGITS, 16) < share * (1L << 4 * DIGITS);
    }
}
