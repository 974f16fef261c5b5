package io.todolist.kit.http;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A token whose signature and claims were good is good until it expires, so the same one is not verified again with each
 * request: the signature (RFC 7518, 3.4) costs more than the rest of an answer.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens extends DefaultJWTCallerPrincipalFactory {
    /** About 2 kB each. Full, the map starts anew, which costs one verification for each token in use. */
    private static final int MOST = 2_000;

    private final Map<String, JWTCallerPrincipal> verified = new ConcurrentHashMap<>();

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        JWTCallerPrincipal known = verified.get(token);
        if (known != null && known.getExpirationTime() > System.currentTimeMillis() / 1000) {
            return known;
        }
        verified.remove(token);
        JWTCallerPrincipal principal = super.parse(token, rules);
        if (verified.size() >= MOST) {
            verified.clear();
        }
        verified.put(token, principal);
        return principal;
    }
}
