package io.todolist.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.path.json.JsonPath;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

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

    public static Key publicKey() {
        try {
            return JsonWebKey.Factory.newJwk(jwk().encode()).getKey();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As releases before made them. */
    public static RsaJsonWebKey rsa(String kid) {
        return named(kid, () -> RsaJwkGenerator.generateJwk(2048));
    }

    public static EllipticCurveJsonWebKey ec(String kid) {
        return named(kid, () -> EcJwkGenerator.generateJwk(EllipticCurves.P256));
    }

    public static String pem(PublicJsonWebKey key) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8))
                .encodeToString(key.getPrivateKey().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    /** The set of the build with one more key. */
    public static String jwksWith(PublicJsonWebKey extra) {
        return new JsonObject()
                .put("keys", new JsonArray().add(jwk()).add(new JsonObject(extra.toJson())))
                .encode();
    }

    private static <T extends PublicJsonWebKey> T named(String kid, Callable<T> generator) {
        try {
            T key = generator.call();
            key.setKeyId(kid);
            return key;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token as user-service issues it for a session, not signed yet. */
    public static JwtClaimsBuilder claimsOf(JsonPath session, String... roles) {
        byte[] claims =
                Base64.getUrlDecoder().decode(session.getString("accessToken").split("\\.")[1]);
        return Jwt.issuer("todolist")
                .audience("todolist")
                .subject(session.getString("user.id"))
                .claim("sid", new JsonObject(Buffer.buffer(claims)).getString("sid"))
                .upn("somebody")
                .groups(Set.of(roles));
    }

    /** Signed by the key of the build. */
    public static String sign(JwtClaimsBuilder claims) {
        return claims.jws().keyId(kid()).sign(SIGNING_KEY.toString());
    }

    public static String adminToken() {
        return sign(claimsOf(Person.registered().signIn(), "user", "admin"));
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
