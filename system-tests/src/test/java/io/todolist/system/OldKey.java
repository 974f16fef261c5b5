package io.todolist.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A signing key as releases before made them: RSA of 2048 bits, whose tokens have RS256. */
final class OldKey {
    private final String pem;
    private final String jwk;

    OldKey() {
        KeyPair pair = pair();
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8))
                .encodeToString(pair.getPrivate().getEncoded());
        pem = "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
        // Behind the sign.
        byte[] modulus = ((RSAPublicKey) pair.getPublic()).getModulus().toByteArray();
        String n =
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(modulus, 1, modulus.length));
        jwk = "{\"kid\":\"old\",\"alg\":\"RS256\",\"use\":\"sig\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"%s\"}"
                .formatted(n);
    }

    /** Of a service that knows no other key. */
    Map<String, String> alone(Map<String, String> settings) {
        return with(settings, "TODOLIST_JWKS", "{\"keys\":[" + jwk + "]}");
    }

    /** Of a service that knows this key beside today's. */
    Map<String, String> beside(Map<String, String> settings) {
        return with(settings, "TODOLIST_JWKS", settings.get("TODOLIST_JWKS").replace("[", "[" + jwk + ","));
    }

    /** Of a user-service that knows no other key. */
    Map<String, String> signing(Map<String, String> settings) {
        return with(alone(settings), "TODOLIST_SIGNING_KEY", pem);
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(name, value);
        return all;
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
