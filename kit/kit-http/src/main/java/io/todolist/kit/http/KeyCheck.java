package io.todolist.kit.http;

import io.quarkus.logging.Log;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;

/** A service that can't verify any token refuses to start, instead of refusing every token. */
@Singleton
class KeyCheck {

    void check(
            @Observes StartupEvent start,
            JWTAuthContextInfo rules,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        if (!hasKey(rules)) {
            Log.fatal(service + " cannot start. Set TODOLIST_JWKS to a JWK set (RFC 7517) with a public key;"
                    + " it is the set itself, not the name of a file.");
            // An exception of any other kind ends the start as well, under a stack trace.
            Quarkus.asyncExit(1);
            throw new PreventFurtherStepsException();
        }
    }

    /** Read by what verifies the first token, so that it finds its classes ready. */
    private static boolean hasKey(JWTAuthContextInfo rules) {
        try {
            String content = rules.getPublicKeyContent();
            String set = content != null ? content : KeyUtils.readKeyContent(rules.getPublicKeyLocation());
            List<JsonWebKey> keys = KeyUtils.loadJsonWebKeys(set);
            return keys != null && keys.stream().anyMatch(PublicJsonWebKey.class::isInstance);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
