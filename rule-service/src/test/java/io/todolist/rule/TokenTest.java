package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Only tokens signed by user-service's key, for us and in time open the door; everything else is 401. */
@QuarkusTest
class TokenTest {
    private static final Path JWKS = Path.of("../.dev/jwks.json");

    @Test
    void acceptsAProperToken() {
        answers(200, Person.claims("me").sign());
    }

    @Test
    void refusesNoToken() {
        given().get("/todos").then().statusCode(401);
    }

    @Test
    void refusesAnotherIssuer() {
        answers(401, Person.claims("me").issuer("somebody else").sign());
    }

    @Test
    void refusesAnotherAudience() {
        answers(401, Person.claims("me").audience("another product").sign());
    }

    @Test
    void refusesAnExpiredToken() {
        answers(
                401,
                Person.claims("me")
                        .expiresAt(System.currentTimeMillis() / 1000 - 120)
                        .sign());
    }

    /** Known tokens are not verified again, but end when they say. */
    @Test
    void refusesAKnownTokenFromItsExpiryOn() {
        long expiry = System.currentTimeMillis() / 1000 + 3;
        String token = Person.claims("me").expiresAt(expiry).sign();
        answers(200, token);
        answers(200, token);
        int status;
        do {
            status = given().auth().oauth2(token).get("/todos").statusCode();
        } while (status == 200 && System.currentTimeMillis() / 1000 < expiry + 10);
        assertEquals(401, status);
        assertTrue(System.currentTimeMillis() / 1000 >= expiry, "refused too early");
    }

    @Test
    void refusesATokenWithoutSubject() {
        answers(401, Jwt.issuer("todolist").audience("todolist").groups("user").sign());
    }

    @Test
    void refusesATokenOfAnotherKey() throws Exception {
        answers(401, Person.claims("me").sign(KeyUtils.generateKeyPair(2048).getPrivate()));
    }

    @Test
    void refusesAlgorithmNone() {
        String claims = Person.claims("me").sign().split("\\.")[1];
        String header = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        answers(401, header + "." + claims + ".");
    }

    @Test
    void refusesHs256WithThePublicKeyAsSecret() throws Exception {
        byte[] secret = publicKey().getEncoded();
        answers(
                401,
                Person.claims("me")
                        .jws()
                        .algorithm(SignatureAlgorithm.HS256)
                        .sign(new SecretKeySpec(secret, "HmacSHA256")));
    }

    @Test
    void refusesATokenWithoutTheRoleOfUsers() {
        answers(403, Person.claims("me").groups("visitor").sign());
    }

    private static void answers(int status, String token) {
        given().auth().oauth2(token).get("/todos").then().statusCode(status);
    }

    private PublicKey publicKey() throws Exception {
        var key = new io.vertx.core.json.JsonObject(Files.readString(JWKS))
                .getJsonArray("keys")
                .getJsonObject(0);
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key.getString("n")), number(key.getString("e"))));
    }

    private static java.math.BigInteger number(String base64) {
        return new java.math.BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }
}
