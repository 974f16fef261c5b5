package io.todolist.user.session;

import static io.todolist.user.Person.KEY;
import static io.todolist.user.Person.as;
import static io.todolist.user.Person.changePassword;
import static io.todolist.user.Person.refresh;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.todolist.user.AtOnce;
import io.todolist.user.Database;
import io.todolist.user.Person;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Any answer can get lost: a write that comes again with its key is answered as the first time, and done once. */
@QuarkusTest
class RepetitionTest {
    private static final String NEXT = "another battery 18";

    private final String key = UUID.randomUUID().toString();

    @Test
    void registersOnce() {
        Person person = Person.unregistered();
        var first = person.register(key).then().statusCode(201).extract();
        var second = person.register(key).then().statusCode(201).extract();
        assertEquals((String) first.path("user.id"), second.path("user.id"));
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(1, sessionsOf(person));
        refresh(second.path("refreshToken")).then().statusCode(200);
    }

    /** A key is no password. */
    @Test
    void doesNotLetInByTheKeyOfARegistration() {
        Person person = Person.unregistered();
        person.register(key).then().statusCode(201);
        Person thief = person.withPassword(NEXT);
        for (int guess = 0; guess < 5; guess++) {
            thief.register(key).then().statusCode(409);
        }
        thief.register(key).then().statusCode(429);
    }

    @Test
    void refusesANameThatIsTakenByAnotherKeyOrNone() {
        Person person = Person.unregistered();
        person.register(key).then().statusCode(201);
        person.register(UUID.randomUUID().toString()).then().statusCode(409);
        person.register().then().statusCode(409);
    }

    @Test
    void takesAnEmptyKeyForNone() {
        Person person = Person.unregistered();
        person.register("").then().statusCode(201);
        person.register("").then().statusCode(409);
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        Person.unregistered().register("k".repeat(256)).then().statusCode(400).body("violations.in", hasItem("header"));
        Person.unregistered().register("k".repeat(255)).then().statusCode(201);
    }

    @Test
    void beginsOneSession() {
        Person person = Person.registered();
        int before = sessionsOf(person);
        var first = signIn(person);
        var second = signIn(person);
        assertEquals(first, second);
        assertEquals(before + 1, sessionsOf(person));
        refresh(second).then().statusCode(200);
    }

    @Test
    void beginsOneSessionForTenAtOnce() throws Exception {
        Person person = Person.registered();
        assertEquals(
                1, AtOnce.times(10, () -> signIn(person)).stream().distinct().count());
    }

    @Test
    void leavesASessionAloneThatIsInUse() {
        Person person = Person.registered();
        String used = signIn(person);
        String next = refresh(used).then().statusCode(200).extract().path("refreshToken");
        String other = signIn(person);
        assertNotEquals(used, other);
        refresh(other).then().statusCode(200);
        refresh(next).then().statusCode(200);
    }

    @Test
    void beginsAnotherSessionForAnotherUserOrPassword() {
        Person person = Person.registered();
        String session = signIn(person);
        assertNotEquals(session, signIn(Person.registered()));
        changePassword(person.accessToken(), null, person.password(), NEXT)
                .then()
                .statusCode(200);
        assertNotEquals(session, signIn(person.withPassword(NEXT)));
        refresh(session).then().statusCode(401);
    }

    @Test
    void doesNotLetInByTheKeyOfASession() {
        Person person = Person.registered();
        signIn(person);
        person.withPassword(NEXT).tryToSignIn(key).then().statusCode(401);
    }

    @Test
    void changesThePasswordOnce() {
        Person person = Person.registered();
        String token = person.accessToken();
        String first = change(token, person.password(), NEXT, 200).path("refreshToken");
        String second = change(token, person.password(), NEXT, 200).path("refreshToken");
        assertEquals(first, second);
        assertEquals(1, sessionsOf(person));
        refresh(second).then().statusCode(200);
        person.withPassword(NEXT).signIn();
    }

    @Test
    void changesThePasswordOnceForFiveAtOnce() throws Exception {
        Person person = Person.registered();
        String token = person.accessToken();
        var sessions = AtOnce.times(
                5, () -> (String) change(token, person.password(), NEXT, 200).path("refreshToken"));
        assertEquals(1, sessions.stream().distinct().count());
        refresh(sessions.get(0)).then().statusCode(200);
    }

    @Test
    void doesNotLetInByTheKeyOfAChangeOfPassword() {
        Person person = Person.registered();
        String token = person.accessToken();
        change(token, person.password(), NEXT, 200);
        change(token, person.password(), "a third battery 19", 403);
        changePassword(token, UUID.randomUUID().toString(), person.password(), NEXT)
                .then()
                .statusCode(403);
        person.withPassword(NEXT).signIn();
    }

    @Test
    void changesTheProfileOnce() {
        Person person = Person.registered();
        patch(person, key, "\"0\"", "one@example.org").then().statusCode(200).body("version", equalTo(1));
        patch(person, key, "\"0\"", "one@example.org").then().statusCode(200).body("version", equalTo(1));
    }

    @Test
    void doesNotUndoWhatCameBetweenTheTwo() {
        Person person = Person.registered();
        patch(person, key, "*", "one@example.org").then().statusCode(200);
        patch(person, UUID.randomUUID().toString(), "*", "two@example.org")
                .then()
                .statusCode(200);
        patch(person, key, "*", "one@example.org").then().statusCode(200).body("email", equalTo("two@example.org"));
    }

    @Test
    void remembersAlsoAChangeThatChangedNothing() {
        Person person = Person.registered();
        patch(person, "before", "*", "one@example.org").then().statusCode(200).body("version", equalTo(1));
        patch(person, key, "*", "one@example.org").then().statusCode(200).body("version", equalTo(1));
        patch(person, "after", "*", "two@example.org").then().statusCode(200).body("version", equalTo(2));
        patch(person, key, "*", "one@example.org").then().statusCode(200).body("email", equalTo("two@example.org"));
    }

    @Test
    void takesAnotherChangeWithTheSameKeyForAnother() {
        Person person = Person.registered();
        patch(person, key, "*", "one@example.org").then().statusCode(200);
        patch(person, key, "*", "two@example.org").then().statusCode(200).body("email", equalTo("two@example.org"));
    }

    @Test
    void remembersEightChanges() {
        Person person = Person.registered();
        for (int change = 0; change < 10; change++) {
            patch(person, key, "*", change + "@example.org").then().statusCode(200);
        }
        assertEquals(
                8,
                Database.row("select cardinality(done) from account where name = $1", person.name())
                        .getInteger(0));
        patch(person, key, "*", "2@example.org").then().body("email", equalTo("9@example.org"));
    }

    private String signIn(Person person) {
        return person.tryToSignIn(key).then().statusCode(200).extract().path("refreshToken");
    }

    private Response change(String token, String current, String next, int status) {
        Response answer = changePassword(token, key, current, next);
        answer.then().statusCode(status);
        return answer;
    }

    private static Response patch(Person person, String key, String ifMatch, String email) {
        return as(person.accessToken())
                .header(KEY, key)
                .header("If-Match", ifMatch)
                .contentType("application/merge-patch+json")
                .body(person.proven("{\"email\":\"" + email + "\"}"))
                .patch("/me");
    }

    private static int sessionsOf(Person person) {
        return Database.row(
                        "select count(*)::int from refresh_family join account on account.id = account_id where name = $1",
                        person.name())
                .getInteger(0);
    }
}
