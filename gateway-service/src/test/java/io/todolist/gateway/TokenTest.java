package io.todolist.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.security.Key;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.Test;

/** Only a jwtToken that user-service signed, for us and in time, says who somebody is. */
@QuarkusTest
class TokenTest extends GatewayTest {

    @Test
    void acceptsAProperToken() {
        me.request()
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("id", equalTo(me.id))
                .body("name", equalTo(me.name))
                .body("roles[0]", equalTo("user"));
    }

    @Test
    void answersNobodyWithAProblem() {
        given().get("/api/session")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", nullValue())
                .body("status", equalTo(401))
                .body("traceId", matchesPattern("[0-9a-f]{32}"));
    }

    @Test
    void refusesAnotherIssuer() {
        refuses(Person.sign(me.claims().issuer("somebody else")));
    }

    @Test
    void refusesAnotherAudience() {
        refuses(Person.sign(me.claims().audience("another product")));
    }

    @Test
    void refusesATokenThatHasRunOut() {
        refuses(me.expiredToken());
    }

    @Test
    void refusesATokenThatWasGoodAndHasRunOut() {
        String token = Person.sign(me.claims().expiresAt(System.currentTimeMillis() / 1000 + 2));
        assertEquals(200, status(token));
        await().untilAsserted(() -> assertEquals(401, status(token)));
    }

    @Test
    void refusesAnotherKey() throws Exception {
        refuses(me.claims()
                .jws()
                .keyId(Person.PUBLIC_KEY.getString("kid"))
                .sign(EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey()));
    }

    @Test
    void refusesAlgorithmNone() {
        String header = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        refuses(header + "." + me.token.split("\\.")[1] + ".");
    }

    @Test
    void refusesHs256WithThePublicKeyAsSecret() throws Exception {
        var secret = new SecretKeySpec(publicKey().getEncoded(), "HmacSHA256");
        refuses(me.claims()
                .jws()
                .algorithm(SignatureAlgorithm.HS256)
                .keyId(Person.PUBLIC_KEY.getString("kid"))
                .sign(secret));
    }

    @Test
    void refusesChangedClaims() {
        String[] parts = me.token.split("\\.");
        String[] others = Person.admin().token.split("\\.");
        refuses(parts[0] + "." + others[1] + "." + parts[2]);
    }

    @Test
    void refusesWhatIsNoToken() {
        refuses("nonsense");
    }

    @Test
    void takesTokensFromTheCookieOnly() {
        given().header("Authorization", me.authorization())
                .get("/api/session")
                .then()
                .statusCode(401);
    }

    private static void refuses(String token) {
        assertEquals(401, status(token));
    }

    private static int status(String token) {
        return given().cookie("jwtToken", token).get("/api/session").statusCode();
    }

    private static Key publicKey() throws Exception {
        return JsonWebKey.Factory.newJwk(Person.PUBLIC_KEY.encode()).getKey();
    }
}
