package io.todolist.user.session;

import static io.todolist.user.Database.tablesWith;
import static io.todolist.user.Person.json;
import static io.todolist.user.Person.refresh;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.todolist.user.AtOnce;
import io.todolist.user.Database;
import io.todolist.user.Person;
import io.todolist.user.factor.Authenticator;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account with a second factor: the password alone opens nothing. */
@QuarkusTest
class SignInWithCodeTest {
    private static final String NEEDED = "urn:todolist:problem:code-needed";
    private static final String REFUSED = "urn:todolist:problem:code-refused";

    private Authenticator app;
    private String password;

    @BeforeEach
    void turnOn() {
        app = Authenticator.inUse();
        password = app.person().password();
    }

    @Test
    void theRightPasswordAloneIsToldThatACodeIsNeeded() {
        for (String code : new String[] {null, "", " - "}) {
            app.signIn(password, code)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", "Bearer")
                    .body("type", equalTo(NEEDED));
        }
    }

    /** And the code is not spent. */
    @Test
    void aWrongPasswordIsToldNothingOfTheCode() {
        Response withCode = app.signIn("wrong password", app.code(1));
        Response without = Person.unregistered().tryToSignIn();
        withCode.then().statusCode(401).body("type", nullValue());
        assertEquals((String) without.path("detail"), withCode.path("detail"));
        app.signIn(password, app.code(1)).then().statusCode(200);
    }

    @Test
    void theRightCodeLetsIn() {
        app.signIn(password, app.code(1))
                .then()
                .statusCode(200)
                .body("user.name", equalTo(app.person().name()));
        app.forgetTheLastCode();
        String code = app.code(1);
        app.signIn(password, code.substring(0, 3) + " " + code.substring(3))
                .then()
                .statusCode(200);
    }

    @Test
    void theCodeOfFullWidthDigitsIsTheSame() {
        String wide = app.code(1)
                .chars()
                .mapToObj(digit -> Character.toString(digit - '0' + '０'))
                .reduce("", String::concat);
        app.signIn(password, wide).then().statusCode(200);
    }

    @Test
    void aWrongCodeIsRefused() {
        app.signIn(password, app.wrongCode()).then().statusCode(401).body("type", equalTo(REFUSED));
        app.signIn(password, "no code at all").then().statusCode(401).body("type", equalTo(REFUSED));
    }

    @Test
    void aCodeIsTakenOnce() {
        String code = app.code(1);
        app.signIn(password, code).then().statusCode(200);
        app.signIn(password, code).then().statusCode(401).body("type", equalTo(REFUSED));
    }

    /** Nor is the one that turned it on, or an older one. */
    @Test
    void noCodeIsTakenThatIsOlderThanTheLastOne() {
        app.signIn(password, app.code(1)).then().statusCode(200);
        app.signIn(password, app.code()).then().statusCode(401).body("type", equalTo(REFUSED));
    }

    @Test
    void ofTenAtOnceWithOneCodeOneIsLetIn() throws Exception {
        String code = app.code(1);
        var statuses = AtOnce.times(10, () -> app.signIn(password, code).statusCode());
        assertEquals(1, Collections.frequency(statuses, 200), statuses::toString);
    }

    @Test
    void aSignInWhoseAnswerWasLostIsRepeated() throws Exception {
        for (String code : List.of(app.code(1), app.recoveryCodes().get(0))) {
            String key = UUID.randomUUID().toString();
            var tokens = AtOnce.times(5, () -> (String) app.signIn(password, code, key)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("refreshToken"));
            assertEquals(1, tokens.stream().distinct().count());
            String again = app.signIn(password, code, key).path("refreshToken");
            assertEquals(tokens.get(0), again);
            refresh(again).then().statusCode(200);
        }
    }

    /** Though it be the same key: another request is no repetition. */
    @Test
    void theCodeThatTurnedItOnOpensNothing() {
        Authenticator other = new Authenticator(Person.registered());
        Person bob = other.person();
        String token = bob.accessToken();
        String key = UUID.randomUUID().toString();
        other.scan(other.begin(token).path("secret"));
        String code = other.code();
        other.confirm(token, key, bob.password(), code).then().statusCode(200);
        other.signIn(bob.password(), code, key).then().statusCode(401).body("type", equalTo(REFUSED));
    }

    @Test
    void theKeyOfASignInOpensNothingLater() {
        String key = UUID.randomUUID().toString();
        String code = app.recoveryCodes().get(0);
        app.signIn(password, code, key).then().statusCode(200);
        app.signIn(password, app.wrongCode(), key).then().statusCode(401);
        app.signIn(password, null, key).then().statusCode(401);
        Database.update(
                "update account set factor_done_at = now() - interval '2 minutes' where name = $1",
                app.person().name());
        app.signIn(password, code, key).then().statusCode(401);
    }

    @Test
    void aRecoveryCodeLetsInOnce() throws Exception {
        String code = app.recoveryCodes().get(0).toLowerCase().replace("-", " ");
        var statuses = AtOnce.times(4, () -> app.signIn(password, code).statusCode());
        assertEquals(1, Collections.frequency(statuses, 200), statuses::toString);
        String token = app.signIn(password, app.recoveryCodes().get(1)).path("accessToken");
        app.state(token).then().body("recoveryCodes", equalTo(8));
    }

    @Test
    void theCodesOfSomebodyElseAreWrong() {
        Authenticator other = Authenticator.inUse();
        app.signIn(password, other.code(1)).then().statusCode(401);
        app.signIn(password, other.recoveryCodes().get(0)).then().statusCode(401);
    }

    /** The right password between them does not begin the count anew. */
    @Test
    void wrongCodesAreSlowedDown() {
        for (int i = 0; i < 5; i++) {
            app.signIn(password, app.wrongCode()).then().statusCode(401);
            app.signIn(password, null).then().statusCode(i < 4 ? 401 : 429);
        }
        app.signIn(password, app.code(1)).then().statusCode(429).header("Retry-After", equalTo("1"));
        app.signIn(password, app.recoveryCodes().get(0)).then().statusCode(429);
    }

    /** Each guess is on its way before the first answer; only one may be answered, which closes the lane for a minute. */
    @Test
    void wrongCodesAreAnsweredNoMoreOftenInParallel() throws Exception {
        String wrong = app.wrongCode();
        app.signIn(password, wrong).then().statusCode(401);
        Database.update(
                "update failed_attempt set failures = 10, next_at = now() - interval '1 second' where failures = 1");
        var statuses = AtOnce.times(30, () -> app.signIn(password, wrong).statusCode());
        assertEquals(1, Collections.frequency(statuses, 401), statuses::toString);
        assertEquals(29, Collections.frequency(statuses, 429), statuses::toString);
    }

    @Test
    void aSignInWithoutACodeIsNoFailure() {
        for (int i = 0; i < 6; i++) {
            app.signIn(password, null).then().statusCode(401);
        }
        app.signIn(password, app.code(1)).then().statusCode(200);
    }

    @Test
    void theKeyOfTheRegistrationOpensNothing() {
        Person bob = Person.unregistered();
        String key = UUID.randomUUID().toString();
        bob.register(key).then().statusCode(201);
        new Authenticator(bob).turnOn();
        bob.register(key).then().statusCode(409);
    }

    @Test
    void aCodeThatNobodyAskedForIsPassedOver() {
        Person bob = Person.registered();
        new Authenticator(bob).signIn(bob.password(), "123456").then().statusCode(200);
    }

    @Test
    void recoveryCodesAreStoredOnlyAsHashes() {
        for (String code : app.recoveryCodes()) {
            assertEquals(List.of(), tablesWith(code));
            assertEquals(List.of(), tablesWith(code.replace("-", "")));
        }
    }

    @Test
    void namesTheFieldOfBadInput() {
        for (String code : List.of("1", "\"\\u0000\"", "\"" + "1".repeat(65) + "\"")) {
            json("{\"name\":\"x\",\"password\":\"x\",\"code\":" + code + "}")
                    .post("/sessions")
                    .then()
                    .statusCode(400)
                    .body("violations.field", hasItem("code"));
        }
    }
}
