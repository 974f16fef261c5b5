package io.todolist.user.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.JwtSignatureBuilder;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The key that signs access tokens (P-256, ES256; an RSA key of a release before signs by RS256), and the JWK set by which everybody verifies them. {@link SigningKeyCheck}
 * looks at both when the service starts.
 *
 * <p>To change the key: add the new public key to the set of every service, then sign with the new one, and take the old
 * one out when its last token has expired.
 */
@ApplicationScoped
class SigningKey {
    private static final String KEY_SETTING = "TODOLIST_SIGNING_KEY";
    private static final String JWKS_SETTING = "TODOLIST_JWKS";
    private static final String MAC = "HmacSHA256";

    private final PrivateKey key;
    private final SignatureAlgorithm algorithm;
    private final String jwks;
    private final String id;

    /** Settings of SmallRye JWT, which verifies by the same. Files first: in dev mode and tests Quarkus makes up a key. */
    SigningKey(
            @ConfigProperty(name = "smallrye.jwt.sign.key") Optional<String> pem,
            @ConfigProperty(name = "smallrye.jwt.sign.key.location") Optional<Path> pemFile,
            @ConfigProperty(name = "mp.jwt.verify.publickey") Optional<String> set,
            @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<Path> setFile,
            ObjectMapper json) {
        key = decode(pemFile.map(file -> read(file, KEY_SETTING)).or(() -> pem).orElse(""));
        jwks = setFile.map(file -> read(file, JWKS_SETTING)).or(() -> set).orElse("");
        algorithm = key instanceof ECPrivateKey ? SignatureAlgorithm.ES256 : SignatureAlgorithm.RS256;
        id = idOf(keys(jwks, json));
    }

    String id() {
        return id;
    }

    String sign(JwtSignatureBuilder token) {
        return token.algorithm(algorithm).keyId(id).sign(key);
    }

    String jwks() {
        return jwks;
    }

    /** What nobody can make who has not this key, and always the same. */
    byte[] mac(String text) {
        try {
            Mac hmac = Mac.getInstance(MAC);
            hmac.init(new SecretKeySpec(key.getEncoded(), MAC));
            return hmac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file, String what) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            // Its name may be the key itself, by mistake.
            throw refusal("The file in place of %s can't be read.", what);
        }
    }

    private static PrivateKey decode(String pem) {
        for (SignatureAlgorithm kind : List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256)) {
            try {
                return KeyUtils.decodePrivateKey(pem, kind);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // The reason may quote the key.
            }
        }
        throw refusal(
                "Set %s to the private key that signs tokens, P-256 or RSA, in PKCS#8 PEM; it is not one.",
                KEY_SETTING);
    }

    private String idOf(List<JsonNode> keys) {
        if (keys.stream().anyMatch(jwk -> jwk.has("d") || jwk.has("k"))) {
            throw refusal("%s must hold public keys only: it is published.", JWKS_SETTING);
        }
        return keys.stream()
                .filter(jwk ->
                        !jwk.path("kid").asText().isEmpty() && jwk.path("kid").isTextual() && verifies(jwk))
                .map(jwk -> jwk.path("kid").textValue())
                .findFirst()
                .orElseThrow(() -> refusal("%s has no key with a kid that belongs to %s.", JWKS_SETTING, KEY_SETTING));
    }

    /** What the key has signed; a private key does not tell its public half. */
    private boolean verifies(JsonNode jwk) {
        try {
            JsonWebSignature signed = new JsonWebSignature();
            signed.setPayload("");
            signed.setAlgorithmHeaderValue(algorithm.getAlgorithm());
            signed.setKey(key);
            JsonWebSignature read = new JsonWebSignature();
            read.setCompactSerialization(signed.getCompactSerialization());
            read.setKey(JsonWebKey.Factory.newJwk(jwk.toString()).getKey());
            return read.verifySignature();
        } catch (JoseException e) {
            // Of another kind.
            return false;
        }
    }

    private static List<JsonNode> keys(String jwks, ObjectMapper json) {
        try {
            JsonNode keys = json.readTree(jwks).path("keys");
            if (keys.isArray() && keys.valueStream().allMatch(JsonNode::isObject)) {
                return keys.valueStream().toList();
            }
        } catch (JsonProcessingException e) {
            // The reason may quote what was given.
        }
        throw refusal("Set %s to the JWK set of the public keys; it is not one.", JWKS_SETTING);
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
