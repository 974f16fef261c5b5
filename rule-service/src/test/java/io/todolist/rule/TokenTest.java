package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.PrivateKey;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
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
        answers(401, Person.claims("me").remove("sub").sign());
    }

    @Test
    void refusesATokenThatNamesNoSession() {
        answers(401, Person.claims("me").remove("sid").sign());
    }

    @Test
    void refusesATokenOfAnotherKey() throws Exception {
        answers(401, Person.claims("me").sign(anotherKey()));
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

    private static PrivateKey anotherKey() throws JoseException {
        return EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey();
    }

    private static Key publicKey() throws Exception {
        return new JsonWebKeySet(Files.readString(JWKS)).getJsonWebKeys().get(0).getKey();
    }
}
