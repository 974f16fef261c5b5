package io.todolist.user.account;

import static io.todolist.user.Person.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.todolist.user.AtOnce;
import io.todolist.user.Person;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Tag("long")
class ProfileTest {
    private Person person;
    private String token;

    @BeforeEach
    void signIn() {
        person = Person.registered();
        token = person.accessToken();
    }

    @Test
    void tellsWhoTheCallerIs() {
        as(token)
                .get("/me")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"0\""))
                .body("name", equalTo(person.name()))
                .body(not(containsString("assword")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/merge-patch+json", "application/json"})
    void changesOnlyTheFieldsThatThePatchNames(String type) {
        as(token)
                .contentType(type)
                .body(person.proven("{\"email\":\"a@example.org\"}"))
                .patch("/me")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("version", equalTo(1))
                .body("email", equalTo("a@example.org"))
                .body("name", equalTo(person.name()));
    }

    @Test
    void removesEmailByNull() {
        change("{\"email\":\"a@example.org\"}").statusCode(200);
        change("{\"email\":null}").statusCode(200).body("email", nullValue());
    }

    @Test
    void changesNothingByAnEmptyPatch() {
        change("{}").statusCode(200).header("ETag", equalTo("\"0\"")).body("name", equalTo(person.name()));
    }

    @Test
    void renames() {
        String name = "renamed-" + random();
        change("{\"name\":\" " + name + " \"}").statusCode(200).body("name", equalTo(name));
        new Person(name, person.password()).signIn();
        person.tryToSignIn().then().statusCode(401);
    }

    @Test
    void letsTheOwnerSpellTheNameAnew() {
        change("{\"name\":\"" + person.name().toUpperCase() + "\"}")
                .statusCode(200)
                .body("name", equalTo(person.name().toUpperCase()));
    }

    @Test
    void refusesNameOfSomebodyElse() {
        Person other = Person.registered();
        change("{\"name\":\"" + other.name().toUpperCase() + "\"}").statusCode(409);
        as(token).get("/me").then().body("name", equalTo(person.name()));
    }

    @Test
    void givesNameToOneOfTwoWhoAskAtOnce() throws Exception {
        String name = "wanted-" + random();
        Person[] persons = {person, Person.registered()};
        String[] tokens = {token, persons[1].accessToken()};
        AtomicInteger next = new AtomicInteger();
        var statuses = AtOnce.times(2, () -> {
            int one = next.getAndIncrement();
            return as(tokens[one])
                    .contentType("application/json")
                    .body(persons[one].proven("{\"name\":\"" + name + "\"}"))
                    .patch("/me")
                    .statusCode();
        });
        assertEquals(609, statuses.get(0) + statuses.get(1));
    }

    @Test
    void keepsBothOfTwoPatchesOfDifferentFieldsAtOnce() throws Exception {
        String name = "both-" + random();
        String[] patches = {"{\"name\":\"" + name + "\"}", "{\"email\":\"both@example.org\"}"};
        AtomicInteger next = new AtomicInteger();
        var statuses = AtOnce.times(
                2, () -> change(patches[next.getAndIncrement()]).extract().statusCode());
        assertEquals(400, statuses.get(0) + statuses.get(1));
        as(token).get("/me").then().body("name", equalTo(name)).body("email", equalTo("both@example.org"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"0\" | 200",
                "* | 200",
                "\"7\", \"0\" | 200",
                "\"7\" | 412",
                "W/\"0\" | 412",
                "0 | 412",
                "\"0 | 412"
            })
    void honoursIfMatch(String header, int status) {
        as(token)
                .contentType("application/json")
                .header("If-Match", header)
                .body(person.proven("{\"email\":\"a@example.org\"}"))
                .patch("/me")
                .then()
                .statusCode(status);
        as(token).get("/me").then().body("email", equalTo(status == 200 ? "a@example.org" : null));
    }

    @Test
    void isNotSentAgainToWhoHasIt() {
        as(token)
                .header("If-None-Match", "\"0\"")
                .get("/me")
                .then()
                .statusCode(304)
                .header("ETag", equalTo("\"0\""))
                .body(emptyString());
        as(token).header("If-None-Match", "\"7\"").get("/me").then().statusCode(200);
        as(token).header("If-Match", "\"7\"").get("/me").then().statusCode(412).contentType("application/problem+json");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name  | {\"name\":null}",
                "name  | {\"name\":\"ab\"}",
                "name  | {\"name\":5}",
                "name  | {\"name\":{\"a\":1}}",
                "name  | {\"name\":\"half\\ud800pair\"}",
                "name  | {\"name\":\"nul\\u0000nul\"}",
                "email | {\"email\":\"nobody\"}",
                "email | {\"email\":true}",
                "roles | {\"roles\":[\"admin\"]}",
                "version | {\"version\":5}",
            })
    void refusesBadPatchesAndNamesTheField(String field, String body) {
        change(body).statusCode(400).contentType("application/problem+json").body("violations.field", hasItem(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "{", "", "{} {}"})
    void refusesPatchThatIsNoObject(String body) {
        patch(body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void refusesOtherContentTypes() {
        as(token).contentType("text/plain").body("x").patch("/me").then().statusCode(415);
    }

    /** Whoever finds a signed-in browser must not take over the account. */
    @Test
    void needsThePassword() {
        String body = "{\"email\":\"thief@example.org\"}";
        patch(body).statusCode(400).body("violations.field", hasItem("currentPassword"));
        patch("{\"email\":\"thief@example.org\",\"currentPassword\":5}").statusCode(400);
        patch(person.withPassword("a guess of mine").proven(body))
                .statusCode(403)
                .contentType("application/problem+json");
        as(token).get("/me").then().body("email", nullValue());
    }

    @Test
    void wrongPasswordsCloseItForAWhile() {
        String guess = person.withPassword("a guess of mine").proven("{\"email\":\"thief@example.org\"}");
        for (int i = 0; i < 5; i++) {
            patch(guess).statusCode(403);
        }
        change("{\"email\":\"a@example.org\"}").statusCode(429).header("Retry-After", not(emptyString()));
    }

    private ValidatableResponse change(String patch) {
        return patch(person.proven(patch));
    }

    private ValidatableResponse patch(String body) {
        return as(token)
                .contentType("application/merge-patch+json")
                .body(body)
                .patch("/me")
                .then();
    }

    private static String random() {
        return UUID.randomUUID().toString().substring(24);
    }
}
