package io.todolist.user.session;

import static io.todolist.user.Person.as;
import static io.todolist.user.Person.refresh;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.todolist.user.AtOnce;
import io.todolist.user.Database;
import io.todolist.user.Person;
import io.todolist.user.factor.Authenticator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Turning the second factor on and off. */
@QuarkusTest
class SecondFactorTest {
    private Person ann;
    private Authenticator app;
    private String token;
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void signIn() {
        ann = Person.registered();
        app = new Authenticator(ann);
        token = ann.accessToken();
    }

    @Test
    void isOffUntilTheFirstCode() {
        app.state(token).then().statusCode(200).body("on", equalTo(false)).body("recoveryCodes", equalTo(0));
        app.scan(app.begin(token).then().statusCode(200).extract().path("secret"));
        app.state(token).then().body("on", equalTo(false));
        ann.signIn();
        app.confirm(token, app.code())
                .then()
                .statusCode(200)
                .body("recoveryCodes", hasSize(10))
                .body("recoveryCodes", everyItem(matchesPattern("([A-Z2-7]{4}-){5}[A-Z2-7]{4}")));
        app.state(token).then().body("on", equalTo(true)).body("recoveryCodes", equalTo(10));
        ann.tryToSignIn().then().statusCode(401);
    }

    @Test
    void givesTheAppASecretAndTheNameOfTheAccount() {
        Person cat = Person.unregistered();
        Person named = new Person("猫 " + cat.name().substring(5), cat.password());
        named.register().then().statusCode(201);
        var answer = new Authenticator(named).begin(named.accessToken()).then().statusCode(200);
        String secret = answer.extract().path("secret");
        assertEquals(32, secret.length());
        answer.body(
                "uri",
                equalTo("otpauth://totp/Todolist:%E7%8C%AB%20" + named.name().substring(2) + "?secret=" + secret
                        + "&issuer=Todolist"));
    }

    @Test
    void everyStepTakesThePassword() {
        app.begin(token, key, "wrong password").then().statusCode(403).body("type", nullValue());
        app.scan(app.begin(token).path("secret"));
        app.confirm(token, key, "wrong password", app.code()).then().statusCode(403);
        app.state(token).then().body("on", equalTo(false));
        app.confirm(token, app.code()).then().statusCode(200);
        app.turnOff(token, "wrong password", app.code(1)).then().statusCode(403).body("type", nullValue());
        app.state(token).then().body("on", equalTo(true));
    }

    @Test
    void aWrongFirstCodeTurnsNothingOn() {
        app.scan(app.begin(token).path("secret"));
        app.confirm(token, app.wrongCode())
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:todolist:problem:code-refused"));
        app.state(token).then().body("on", equalTo(false));
    }

    @Test
    void nothingIsConfirmedThatWasNotBegunInTheLast15Minutes() {
        app.confirm(token, "123456").then().statusCode(409);
        app.scan(app.begin(token).path("secret"));
        Database.update(
                "update account set factor_done_at = now() - interval '16 minutes' where name = $1", ann.name());
        app.confirm(token, app.code()).then().statusCode(409);
    }

    @Test
    void beginningAnewReplacesTheSecret() {
        String first = app.begin(token).path("secret");
        app.scan(app.begin(token).path("secret"));
        Authenticator old = new Authenticator(ann);
        old.scan(first);
        old.confirm(token, old.code()).then().statusCode(403);
        app.confirm(token, app.code()).then().statusCode(200);
        app.begin(token).then().statusCode(409);
        app.confirm(token, app.code(1)).then().statusCode(409);
    }

    @Test
    void eachStepCanBeRepeatedAfterALostAnswer() {
        String secret = app.begin(token, key, ann.password()).path("secret");
        assertEquals(secret, app.begin(token, key, ann.password()).path("secret"));
        app.scan(secret);
        String code = app.code();
        List<String> codes = app.confirm(token, key, ann.password(), code)
                .then()
                .statusCode(200)
                .extract()
                .path("recoveryCodes");
        List<String> again = app.confirm(token, key, ann.password(), code)
                .then()
                .statusCode(200)
                .extract()
                .path("recoveryCodes");
        assertEquals(codes, again);
        app.turnOff(token, ann.password(), again.get(0)).then().statusCode(204);
        app.turnOff(token, ann.password(), again.get(0)).then().statusCode(204);
    }

    @Test
    void tenAtOnceTurnItOnOnce() throws Exception {
        app.scan(app.begin(token).path("secret"));
        String code = app.code();
        var answers = AtOnce.times(10, () -> app.confirm(token, code).statusCode());
        assertEquals(1, answers.stream().filter(status -> status == 200).count(), answers::toString);
    }

    @Test
    void turningItOnEndsTheOtherSessions() {
        String elsewhere = ann.signIn().getString("refreshToken");
        var here = ann.signIn();
        app.scan(app.begin(here.getString("accessToken")).path("secret"));
        app.confirm(here.getString("accessToken"), app.code()).then().statusCode(200);
        refresh(elsewhere).then().statusCode(401);
        refresh(here.getString("refreshToken")).then().statusCode(200);
    }

    /** Who comes too late ends nothing. */
    @Test
    void ofTwoDevicesThatTurnItOnAtOnceOneStaysSignedIn() throws Exception {
        List<JsonPath> devices = List.of(ann.signIn(), ann.signIn());
        app.scan(app.begin(token).path("secret"));
        String code = app.code();
        var device = new AtomicInteger();
        var winners = AtOnce.times(2, () -> {
            var session = devices.get(device.getAndIncrement());
            return app.confirm(session.getString("accessToken"), code).statusCode() == 200 ? session : null;
        });
        List<JsonPath> winner = winners.stream().filter(Objects::nonNull).toList();
        assertEquals(1, winner.size());
        refresh(winner.get(0).getString("refreshToken")).then().statusCode(200);
    }

    @Test
    void noSessionBeginsWithoutACodeWhileItIsTurnedOn() throws Exception {
        app.scan(app.begin(token).path("secret"));
        String code = app.code();
        var attempts = new AtomicInteger();
        AtOnce.times(
                12,
                () -> attempts.incrementAndGet() == 6
                        ? app.confirm(token, code).statusCode()
                        : ann.tryToSignIn().statusCode());
        assertEquals(1, (int)
                as(token).get("/sessions").then().statusCode(200).extract().path("items.size()"));
    }

    @Test
    void turningItOffTakesACodeToo() {
        Authenticator other = Authenticator.inUse();
        Person bob = other.person();
        String session = other.signIn(bob.password(), other.code(1)).path("accessToken");
        other.turnOff(session, bob.password(), other.wrongCode())
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:todolist:problem:code-refused"));
        other.turnOff(session, bob.password(), other.recoveryCodes().get(3))
                .then()
                .statusCode(204);
        other.state(session).then().body("on", equalTo(false)).body("recoveryCodes", equalTo(0));
        bob.signIn();
        String before = other.begin(session).path("secret");
        assertNotEquals(before, other.begin(session).path("secret"));
    }

    @Test
    void wrongCodesOfTheSignedInAreSlowedDown() {
        Authenticator other = Authenticator.inUse();
        Person bob = other.person();
        String session = other.signIn(bob.password(), other.code(1)).path("accessToken");
        for (int i = 0; i < 5; i++) {
            other.turnOff(session, bob.password(), other.wrongCode()).then().statusCode(403);
        }
        other.turnOff(session, bob.password(), other.recoveryCodes().get(0))
                .then()
                .statusCode(429);
    }

    /** Who has the session and the password could guess codes without end. */
    @Test
    void theRightPasswordInBetweenForgivesNoWrongCodes() {
        Authenticator other = Authenticator.inUse();
        Person bob = other.person();
        String session = other.signIn(bob.password(), other.code(1)).path("accessToken");
        for (int i = 0; i < 5; i++) {
            other.turnOff(session, bob.password(), other.wrongCode()).then().statusCode(403);
            // The pause after the fifth is a second, in which not everything that follows may be done.
            Database.update("update failed_attempt set next_at = now() + interval '1 minute' where failures = 5");
            other.begin(session).then().statusCode(i < 4 ? 409 : 429);
        }
        other.turnOff(session, bob.password(), other.recoveryCodes().get(0))
                .then()
                .statusCode(429);
    }

    @Test
    void whatTakesThePasswordTakesNoCode() {
        Authenticator other = Authenticator.inUse();
        Person bob = other.person();
        String session = other.signIn(bob.password(), other.code(1)).path("accessToken");
        as(session)
                .contentType(ContentType.JSON)
                .body(Map.of("email", "bob@example.org", "currentPassword", bob.password()))
                .patch("/me")
                .then()
                .statusCode(200);
        String next = Person.changePassword(session, key, bob.password(), "another battery 18")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        Person.changePassword(session, key, bob.password(), "another battery 18")
                .then()
                .statusCode(200);
        as(next).contentType(ContentType.JSON)
                .body(Map.of("password", "another battery 18"))
                .delete("/me")
                .then()
                .statusCode(204);
    }

    @Test
    void namesTheFieldOfBadInput() {
        for (String body : List.of(
                "{\"currentPassword\":\"x\"}",
                "{\"currentPassword\":\"x\",\"code\":1}",
                "{\"currentPassword\":\"x\",\"code\":\"\\u0000\"}",
                "{\"currentPassword\":\"x\",\"code\":\"" + "1".repeat(65) + "\"}")) {
            as(token)
                    .contentType(ContentType.JSON)
                    .body(body)
                    .put("/me/second-factor")
                    .then()
                    .statusCode(400)
                    .body("violations.field", hasItem("code"));
        }
        as(token)
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/me/second-factor")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("currentPassword"))
                .body("violations.field", not(hasItem("code")));
    }
}
