package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The access tokens of a session that user-service says is over open nothing, whoever was told. */
@QuarkusTest
class EndedSessionTest {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final String session = UUID.randomUUID().toString();
    private final String accessToken =
            Person.claims("ann").claim("sid", session).sign();

    @Test
    void isRefused() {
        check(204);
        end(typed(logoutToken()), 200);
        check(401);
        given().auth().oauth2(accessToken).get("/todos").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void twiceIsOnce() {
        String token = typed(logoutToken());
        end(token, 200);
        end(token, 200);
        check(401);
    }

    @Test
    void anotherSessionOfTheSamePersonGoesOn() {
        end(typed(logoutToken().claim("sid", "another")), 200);
        check(204);
    }

    /** Another instance was told. */
    @Test
    void isRefusedByWhoWasNotTold() {
        check(204);
        Database.run("insert into ended_session values ('" + session + "', now() + interval '1 minute')");
        long end = System.nanoTime() + 5_000_000_000L;
        int status;
        do {
            status = given().auth().oauth2(accessToken).get("/session").statusCode();
        } while (status == 204 && System.nanoTime() < end);
        assertEquals(401, status);
    }

    @Test
    void whatIsNoLogoutTokenEndsNothing() {
        end(accessToken, 400);
        end(typed(Person.claims("ann").claim("sid", session).claim("events", Map.of(EVENT, Map.of()))), 400);
        end(
                typed(Jwt.audience("rule-service")
                        .issuer("todolist")
                        .subject("ann")
                        .claim("sid", session)
                        .expiresIn(60)),
                400);
        end(typed(logoutToken().expiresAt(System.currentTimeMillis() / 1000 - 120)), 400);
        end(typed(logoutToken().issuer("somebody")), 400);
        end(typed(logoutToken().claim("nonce", "a")), 400);
        end(logoutToken().jws().type("at+jwt").sign(), 400);
        end(typed(logoutToken()) + "x", 400);
        end("%zz", 400);
        given().contentType("application/x-www-form-urlencoded")
                .body("x=1")
                .post("/backchannel-logout")
                .then()
                .statusCode(400);
        check(204);
    }

    /** The release before beside this one says no more than JWT. */
    @Test
    void aLogoutTokenOfTheReleaseBeforeEndsItsSession() {
        end(logoutToken().sign(), 200);
        check(401);
    }

    /** Neither at once nor because it is known by now. */
    @Test
    void aLogoutTokenIsNoAccessToken() {
        String token = typed(logoutToken().groups("user"));
        given().auth().oauth2(token).get("/todos").then().statusCode(401);
        end(token, 200);
        given().auth().oauth2(token).get("/todos").then().statusCode(401);
    }

    private JwtClaimsBuilder logoutToken() {
        return Jwt.issuer("todolist")
                .audience("rule-service")
                .subject("ann")
                .claim("sid", session)
                .claim("events", Map.of(EVENT, Map.of()))
                .expiresIn(60);
    }

    private static String typed(JwtClaimsBuilder claims) {
        return claims.jws().type("logout+jwt").sign();
    }

    private void check(int status) {
        given().auth().oauth2(accessToken).get("/session").then().statusCode(status);
    }

    private static void end(String token, int status) {
        given().contentType("application/x-www-form-urlencoded")
                .body("logout_token=" + token)
                .post("/backchannel-logout")
                .then()
                .statusCode(status);
    }
}
