package io.todolist.user.session;

import static io.restassured.RestAssured.given;
import static io.todolist.user.Keys.claimsOf;
import static io.todolist.user.Person.as;
import static io.todolist.user.Person.refresh;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.todolist.user.Keys;
import io.todolist.user.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each token differs from a good one in one thing; none lets the handler run. */
@QuarkusTest
class ForgedTokenTest {
    private JsonPath session;
    private String refreshToken;

    @BeforeEach
    void signIn() {
        session = Person.registered().signIn();
        refreshToken = session.getString("refreshToken");
    }

    @Test
    void acceptsTheTokenThatTheForgeriesStartFrom() {
        as(Keys.sign(claimsOf(session, "user"))).get("/me").then().statusCode(200);
    }

    @Test
    void refusesAnotherIssuer() {
        refuses(Keys.sign(claimsOf(session, "user").issuer("somebody")));
    }

    @Test
    void refusesAnotherAudience() {
        refuses(Keys.sign(claimsOf(session, "user").audience("another-service")));
    }

    @Test
    void refusesATokenWithoutSubject() {
        refuses(Keys.sign(claimsOf(session, "user").remove("sub")));
    }

    @Test
    void refusesATokenThatNamesNoSession() {
        refuses(Keys.sign(claimsOf(session, "user").remove("sid")));
    }

    @Test
    void refusesAnExpiredToken() {
        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
        refuses(Keys.sign(claimsOf(session, "user").issuedAt(hourAgo).expiresAt(hourAgo.plusSeconds(600))));
    }

    @Test
    void refusesAnotherKeyUnderTheSameId() {
        refuses(claimsOf(session, "user")
                .jws()
                .keyId(Keys.kid())
                .sign(Keys.ec("another").getPrivateKey()));
    }

    @Test
    void refusesAnUnknownKeyId() {
        refuses(claimsOf(session, "user").jws().keyId("unknown").sign(Keys.SIGNING_KEY.toString()));
    }

    @Test
    void refusesAlgorithmNone() {
        refuses(unsigned("{\"alg\":\"none\"}") + ".");
        refuses(unsigned("{\"alg\":\"none\",\"kid\":\"" + Keys.kid() + "\"}") + ".");
    }

    @Test
    void refusesHs256WithThePublicKeyAsSecret() throws Exception {
        byte[] der = Keys.publicKey().getEncoded();
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
        refuses(hs256(der));
        refuses(hs256(pem.getBytes(UTF_8)));
        refuses(hs256(Keys.read(Keys.JWKS).getBytes(UTF_8)));
    }

    @Test
    void refusesAChangedToken() {
        String[] parts = Keys.sign(claimsOf(session, "user")).split("\\.");
        String[] admin = Keys.sign(claimsOf(session, "user", "admin")).split("\\.");
        refuses(parts[0] + "." + admin[1] + "." + parts[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "..", "\u00e4"})
    void refusesWhatIsNoToken(String token) {
        refuses(token);
    }

    @Test
    void refusesNoToken() {
        given().delete("/sessions").then().statusCode(401).contentType("application/problem+json");
    }

    /** The session must still be alive: the handler would have ended it. */
    private void refuses(String token) {
        as(token).delete("/sessions").then().statusCode(401).contentType("application/problem+json");
        refreshToken = refresh(refreshToken).then().statusCode(200).extract().path("refreshToken");
    }

    private String hs256(byte[] secret) throws Exception {
        String unsigned = unsigned("{\"alg\":\"HS256\",\"kid\":\"" + Keys.kid() + "\"}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return unsigned + "." + encode(mac.doFinal(unsigned.getBytes(UTF_8)));
    }

    private String unsigned(String header) {
        return encode(header.getBytes(UTF_8)) + "."
                + session.getString("accessToken").split("\\.")[1];
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
