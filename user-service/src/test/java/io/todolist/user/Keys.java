package io.todolist.user;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/** The keys that the build made for dev mode and tests, and others. */
public final class Keys {
    public static final Path SIGNING_KEY = Path.of("../.dev/signing-key.pem");
    public static final Path JWKS = Path.of("../.dev/jwks.json");

    private Keys() {}

    public static JsonObject jwk() {
        return new JsonObject(read(JWKS)).getJsonArray("keys").getJsonObject(0);
    }

    public static String kid() {
        return jwk().getString("kid");
    }

    public static PublicKey publicKey() throws GeneralSecurityException {
        var spec = new RSAPublicKeySpec(number("n"), number("e"));
        return KeyFactory.getInstance("RSA").generatePublic(spec);
    }

    public static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The set of the build with one more key. */
    public static String jwksWith(KeyPair extra, String kid) {
        RSAPublicKey key = (RSAPublicKey) extra.getPublic();
        JsonObject jwk = new JsonObject()
                .put("kty", "RSA")
                .put("alg", "RS256")
                .put("use", "sig")
                .put("kid", kid)
                .put("n", base64(key.getModulus()))
                .put("e", base64(key.getPublicExponent()));
        return new JsonObject().put("keys", new JsonArray().add(jwk()).add(jwk)).encode();
    }

    /** A token as user-service issues it, not signed yet. */
    public static JwtClaimsBuilder claimsOf(String subject, String... roles) {
        return Jwt.issuer("todolist")
                .audience("todolist")
                .subject(subject)
                .upn("somebody")
                .groups(Set.of(roles));
    }

    /** Signed by the key of the build. */
    public static String sign(JwtClaimsBuilder claims) {
        return claims.jws().keyId(kid()).sign(SIGNING_KEY.toString());
    }

    public static String adminToken() {
        return sign(claimsOf(UUID.randomUUID().toString(), "user", "admin"));
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BigInteger number(String field) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk().getString(field)));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
    }
}
