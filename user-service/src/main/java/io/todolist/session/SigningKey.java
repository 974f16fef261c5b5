package io.todolist.session;

import io.smallrye.jwt.util.KeyUtils;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The key that signs access tokens, and the JWK set by which everybody verifies them. {@link KeyCheck}
 * looks at both when the service starts.
 *
 * <p>To change the key: add the new public key to the set of every service, then sign with the new one, and take the old
 * one out when its last token has expired.
 */
@ApplicationScoped
class SigningKey {
    private static final String KEY_SETTING = "todolist.tokens.signing-key (environment: TODOLIST_SIGNING_KEY)";
    private static final String JWKS_SETTING = "todolist.tokens.jwks (environment: TODOLIST_JWKS)";

    private final RSAPrivateCrtKey key;
    private final String jwks;
    private final String id;

    SigningKey(TokenConfig config) {
        String pem = read(config.signingKey(), KEY_SETTING, "the RSA private key that signs tokens, PKCS#8 PEM");
        jwks = read(config.jwks(), JWKS_SETTING, "the JWK set of the public keys");
        key = decode(pem);
        id = idOf(key, jwks);
    }

    PrivateKey key() {
        return key;
    }

    String id() {
        return id;
    }

    String jwks() {
        return jwks;
    }

    private static String read(Path file, String setting, String what) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw refusal("Set %s to the file with %s; \"%s\" cannot be read.", setting, what, file);
        }
    }

    private static RSAPrivateCrtKey decode(String pem) {
        try {
            if (KeyUtils.decodePrivateKey(pem) instanceof RSAPrivateCrtKey rsa) {
                return rsa;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The reason may quote the key.
        }
        throw refusal("The file of %s is not an RSA private key in PKCS#8 PEM.", KEY_SETTING);
    }

    private static String idOf(RSAPrivateCrtKey key, String jwks) {
        String modulus = base64(key.getModulus());
        List<JsonObject> keys = keys(jwks);
        if (keys.stream().anyMatch(jwk -> jwk.containsKey("d") || jwk.containsKey("k"))) {
            throw refusal("The file of %s must hold public keys only: it is published.", JWKS_SETTING);
        }
        return keys.stream()
                .filter(jwk -> modulus.equals(jwk.getString("n")))
                .map(jwk -> jwk.getString("kid", ""))
                .filter(kid -> !kid.isEmpty())
                .findFirst()
                .orElseThrow(() ->
                        refusal("The file of %s has no key with a kid that belongs to %s.", JWKS_SETTING, KEY_SETTING));
    }

    private static List<JsonObject> keys(String jwks) {
        try {
            return new JsonObject(jwks)
                    .getJsonArray("keys").stream().map(JsonObject.class::cast).toList();
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            throw refusal("The file of %s is not a JWK set.", JWKS_SETTING);
        }
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = Arrays.copyOfRange(bytes, sign, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }

    private static Unusable refusal(String line, Object... arguments) {
        return new Unusable(line.formatted(arguments));
    }

    /** In one line, without a word of the key. */
    static class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String line) {
            super(line);
        }
    }
}
