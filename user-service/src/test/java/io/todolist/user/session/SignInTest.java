package io.todolist.user.session;

import static io.restassured.RestAssured.given;
import static io.todolist.user.Person.json;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.todolist.user.Keys;
import io.todolist.user.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SignInTest {

    @Test
    void givesTokensAndTheUser() {
        Person person = Person.registered();
        person.tryToSignIn()
                .then()
                .statusCode(200)
                .body("accessToken", notNullValue())
                .body("expiresIn", equalTo(600))
                .body("refreshToken.length()", equalTo(64))
                .body("refreshExpiresIn", allOf(greaterThan(2_591_990), lessThanOrEqualTo(2_592_000)))
                .body("user.name", equalTo(person.name()))
                .body("user.roles", hasItem("user"));
    }

    @Test
    void signsAnEs256TokenThatNamesItsKeyAndExpiresInTenMinutes() {
        Person person = Person.registered();
        var session = person.signIn();
        String[] parts = session.getString("accessToken").split("\\.");
        JsonObject header = decode(parts[0]);
        JsonObject claims = decode(parts[1]);
        assertEquals("ES256", header.getString("alg"));
        assertEquals(Keys.kid(), header.getString("kid"));
        assertEquals("todolist", claims.getString("iss"));
        assertEquals("todolist", claims.getString("aud"));
        assertEquals(session.getString("user.id"), claims.getString("sub"));
        assertEquals(person.name(), claims.getString("upn"));
        assertEquals(new JsonArray().add("user"), claims.getJsonArray("groups"));
        assertEquals(600, claims.getLong("exp") - claims.getLong("iat"));
    }

    @Test
    void takesEverySpellingOfTheName() {
        Person person = Person.registered();
        new Person(" " + person.name().toUpperCase() + " ", person.password()).signIn();
    }

    @Test
    void composesTheCharactersOfAPassword() {
        Person person = Person.unregistered().withPassword("caf\u00e9 au lait");
        person.register().then().statusCode(201);
        person.withPassword("cafe\u0301 au lait").signIn();
    }

    @Test
    void answersTheSameForUnknownUserAndWrongPassword() {
        var wrong = Person.registered().withPassword("wrong password").tryToSignIn();
        var unknown = Person.unregistered().tryToSignIn();
        wrong.then().statusCode(401).contentType("application/problem+json").header("WWW-Authenticate", "Bearer");
        assertEquals(wrong.statusCode(), unknown.statusCode());
        assertEquals(withoutTrace(wrong), withoutTrace(unknown));
        assertEquals(wrong.headers().asList(), unknown.headers().asList());
    }

    @Test
    void ignoresATokenThatIsNoLongerGood() {
        Person person = Person.registered();
        json("{\"name\":\"%s\",\"password\":\"%s\"}".formatted(person.name(), person.password()))
                .header("Authorization", "Bearer stale")
                .post("/sessions")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name     | {\"password\":\"x\"}",
                "password | {\"name\":\"x\"}",
                "name     | {\"name\":1,\"password\":\"x\"}",
                "password | {\"name\":\"x\",\"password\":[\"x\"]}",
                "name     | {\"name\":\"\\u0000\",\"password\":\"x\"}",
                "name     | {\"name\":\"\\ud800\",\"password\":\"x\"}",
                "password | {\"name\":\"x\",\"password\":\"\\u0000\"}",
                "password | {\"name\":\"x\",\"password\":\"\\udfff\"}",
                "remember | {\"name\":\"x\",\"password\":\"x\",\"remember\":true}",
            })
    void refusesBadInputAndNamesTheField(String field, String body) {
        json(body)
                .post("/sessions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
    }

    @Test
    void refusesTooLongValues() {
        Person.unregistered()
                .withPassword("p".repeat(10_000))
                .tryToSignIn()
                .then()
                .statusCode(400);
        new Person("n".repeat(10_000), "battery staple").tryToSignIn().then().statusCode(400);
    }

    @Test
    void refusesOtherContentTypes() {
        given().contentType("text/plain").body("x").post("/sessions").then().statusCode(415);
    }

    /** Its id is another one for each request. */
    private static JsonObject withoutTrace(Response answer) {
        JsonObject problem = new JsonObject(answer.asString());
        assertNotNull(problem.remove("traceId"));
        return problem;
    }

    private static JsonObject decode(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part)));
    }
}
