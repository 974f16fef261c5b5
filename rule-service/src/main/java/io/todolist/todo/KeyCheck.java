package io.todolist.todo;

import io.quarkus.logging.Log;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.util.KeyUtils;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;

/** A service that can't verify any token refuses to start, instead of refusing every token. */
@Singleton
class KeyCheck {

    void check(@Observes StartupEvent start, JWTAuthContextInfo rules) {
        if (!hasKey(rules)) {
            Log.fatal("rule-service cannot start. Set TODOLIST_JWKS to a JWK set (RFC 7517) with a public RSA key;"
                    + " it is the set itself, not the name of a file.");
            // An exception of any other kind ends the start as well, under a stack trace.
            Quarkus.asyncExit(1);
            throw new PreventFurtherStepsException();
        }
    }

    private static boolean hasKey(JWTAuthContextInfo rules) {
        try {
            String content = rules.getPublicKeyContent();
            String set = content != null ? content : KeyUtils.readKeyContent(rules.getPublicKeyLocation());
            return new JsonObject(set)
                    .getJsonArray("keys").stream().map(JsonObject.class::cast).anyMatch(KeyCheck::isRsa);
        } catch (IOException | DecodeException | ClassCastException | NullPointerException e) {
            return false;
        }
    }

    private static boolean isRsa(JsonObject key) {
        return "RSA".equals(key.getString("kty")) && key.containsKey("n");
    }
}
