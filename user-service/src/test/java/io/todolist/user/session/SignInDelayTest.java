package io.todolist.user.session;

import static io.todolist.user.Person.refresh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.todolist.user.AtOnce;
import io.todolist.user.Database;
import io.todolist.user.Person;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Wrong passwords slow down the next attempt, and nobody is locked out for good. */
@QuarkusTest
class SignInDelayTest {
    @Test
    void refusesEvenTheRightPasswordWhileTheDelayRuns() {
        Person person = Person.registered();
        guessWrong(person, 5);
        person.tryToSignIn()
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("1"));
    }

    @Test
    void doublesTheDelayUpToOneMinute() throws Exception {
        Person person = Person.registered();
        guessWrong(person, 5);
        List<String> delays = new ArrayList<>();
        for (int failure = 5; failure < 13; failure++) {
            delays.add(person.tryToSignIn().header("Retry-After"));
            letTheDelayPass(person.name());
            guessWrong(person, 1);
        }
        assertEquals(List.of("1", "2", "4", "8", "16", "32", "60", "60"), delays);
    }

    @Test
    void letsTheOwnerInWhenTheDelayIsOverAndStartsAnew() throws Exception {
        Person person = Person.registered();
        guessWrong(person, 5);
        letTheDelayPass(person.name());
        person.signIn();
        guessWrong(person, 4);
        person.signIn();
    }

    @Test
    void forgetsFailuresAfterAQuietWhile() throws Exception {
        Person person = Person.registered();
        guessWrong(person, 5);
        letPass(person.name(), "16 minutes");
        guessWrong(person, 4);
        person.signIn();
    }

    @Test
    void treatsUnknownNamesTheSame() {
        Person stranger = Person.unregistered();
        guessWrong(stranger, 5);
        stranger.tryToSignIn().then().statusCode(429).header("Retry-After", equalTo("1"));
    }

    @Test
    void countsAllSpellingsOfANameTogether() {
        Person person = Person.registered();
        Person shouting = new Person(person.name().toUpperCase(), "wrong password");
        guessWrong(person, 3);
        guessWrong(shouting, 2);
        person.tryToSignIn().then().statusCode(429);
    }

    /** Each guess is on its way before the first answer; only one may be answered in this slot. */
    @Test
    void answersNoMoreGuessesInParallelThanOneByOne() throws Exception {
        Person thief = Person.registered().withPassword("wrong password");
        for (int failure = 1; failure <= 10; failure++) {
            guessWrong(thief, 1);
            letTheDelayPass(thief.name());
        }
        var statuses = AtOnce.times(30, () -> thief.tryToSignIn().statusCode());
        assertEquals(1, Collections.frequency(statuses, 401), statuses::toString);
        assertEquals(29, Collections.frequency(statuses, 429), statuses::toString);
    }

    @Test
    void doesNotCountRightPasswordsInParallel() throws Exception {
        Person person = Person.registered();
        var statuses = AtOnce.times(12, () -> person.tryToSignIn().statusCode());
        assertEquals(12, Collections.frequency(statuses, 200), statuses::toString);
    }

    @Test
    void doesNotHinderTheOwnerWhoIsSignedIn() {
        Person person = Person.registered();
        var session = person.signIn();
        guessWrong(person, 5);
        refresh(session.getString("refreshToken")).then().statusCode(200);
        changePassword(session.getString("accessToken"), person.password(), 200);
    }

    /** 27 of 28 of the owner's sign-ins were refused while somebody guessed. */
    @Test
    void doesNotHinderTheOwnerOnADeviceThatSignedInBefore() {
        Person person = Person.registered();
        String device = person.signIn().getString("deviceToken");
        guessWrong(person, 5);
        person.tryToSignIn().then().statusCode(429);
        signIn(person, device).then().statusCode(200).body("deviceToken", nullValue());
    }

    @Test
    void slowsDownGuessesFromAKnownDeviceToo() {
        Person person = Person.registered();
        String device = person.signIn().getString("deviceToken");
        for (int i = 0; i < 5; i++) {
            signIn(person.withPassword("wrong password"), device).then().statusCode(401);
        }
        signIn(person, device).then().statusCode(429);
        person.signIn();
    }

    @Test
    void aDeviceIsKnownForItsOwnUserOnly() throws Exception {
        Person person = Person.registered();
        String another = Person.registered().signIn().getString("deviceToken");
        String registered = Person.unregistered().register().path("deviceToken");
        guessWrong(person, 5);
        // The pause is a second, and seven sign-ins may take longer.
        letPass(person.name(), "-1 minute");
        for (String token :
                new String[] {another, registered, "", ".", "a.b", another.substring(1), "x".repeat(5000)}) {
            signIn(person, token).then().statusCode(429);
        }
    }

    private static Response signIn(Person person, String device) {
        return Person.json(Map.of("name", person.name(), "password", person.password()))
                .header("X-Todolist-Device", device)
                .post("/sessions");
    }

    @Test
    void slowsDownGuessesOfTheSignedInToo() {
        Person person = Person.registered();
        String token = person.accessToken();
        for (int i = 0; i < 5; i++) {
            changePassword(token, "wrong password", 403);
        }
        changePassword(token, person.password(), 429);
    }

    private static void guessWrong(Person person, int times) {
        for (int i = 0; i < times; i++) {
            person.withPassword("wrong password").tryToSignIn().then().statusCode(401);
        }
    }

    private static void changePassword(String token, String current, int status) {
        Person.changePassword(token, null, current, "another battery 18").then().statusCode(status);
    }

    private void letTheDelayPass(String name) throws Exception {
        letPass(name, "2 minutes");
    }

    private void letPass(String name, String time) throws Exception {
        byte[] lane = MessageDigest.getInstance("SHA-256").digest(("name:" + name).getBytes(UTF_8));
        int rows = Database.POOL
                .preparedQuery("update failed_attempt set next_at = now() - $2::text::interval where lane = $1")
                .executeAndAwait(Tuple.of(Buffer.buffer(lane), time))
                .rowCount();
        assertEquals(1, rows);
    }
}
