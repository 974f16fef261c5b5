package io.todolist.session;

import static io.todolist.Person.as;
import static io.todolist.Person.json;
import static io.todolist.Person.refresh;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.AtOnce;
import io.todolist.Database;
import io.todolist.Person;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RefreshTest {
    @Test
    void exchangesTheTokenForNewOnes() {
        Person person = Person.registered();
        String first = person.logIn().getString("refreshToken");
        var renewed = refresh(first)
                .then()
                .statusCode(200)
                .body("user.name", equalTo(person.name()))
                .extract()
                .jsonPath();
        assertNotEquals(first, renewed.getString("refreshToken"));
        as(renewed.getString("accessToken")).get("/me").then().statusCode(200);
        refresh(renewed.getString("refreshToken")).then().statusCode(200);
    }

    @Test
    void givesTenRequestsAtOnceTheSameSuccessor() throws Exception {
        String token = Person.registered().logIn().getString("refreshToken");
        var successors = AtOnce.times(10, () -> next(token));
        assertEquals(1, new HashSet<>(successors).size(), successors::toString);
        refresh(successors.get(0)).then().statusCode(200);
    }

    @Test
    void endsTheFamilyWhenATokenIsUsedAfterItsSuccessor() {
        String first = Person.registered().logIn().getString("refreshToken");
        String second = next(first);
        String third = next(second);
        refresh(first).then().statusCode(401).contentType("application/problem+json");
        refresh(third).then().statusCode(401);
    }

    @Test
    void endsTheFamilyWhenATokenIsUsedAfterTheGrace() {
        Person person = Person.registered();
        String first = person.logIn().getString("refreshToken");
        String second = next(first);
        change("rotated_at = now() - interval '6 seconds'", first);
        refresh(first).then().statusCode(401);
        refresh(second).then().statusCode(401);
    }

    @Test
    void leavesOtherSessionsOfTheUserAlone() {
        Person person = Person.registered();
        String phone = person.logIn().getString("refreshToken");
        String laptop = person.logIn().getString("refreshToken");
        next(next(phone));
        refresh(phone).then().statusCode(401);
        refresh(laptop).then().statusCode(200);
    }

    @Test
    void endsWhenItWasNotUsedForLong() {
        String token = Person.registered().logIn().getString("refreshToken");
        change("expires_at = now() - interval '1 second'", token);
        refresh(token).then().statusCode(401);
    }

    @Test
    void slidesButNotBeyondTheAbsoluteEnd() {
        String token = Person.registered().logIn().getString("refreshToken");
        change("ends_at = now() + interval '1 hour'", token);
        refresh(token).then().statusCode(200).body("refreshExpiresIn", lessThan(3601));
    }

    @Test
    void forgetsSessionsThatHaveExpired() {
        Person person = Person.registered();
        String old = person.logIn().getString("refreshToken");
        change("expires_at = now() - interval '1 second'", old);
        person.logIn();
        assertFalse(row(old).iterator().hasNext());
    }

    @Test
    void isStoredOnlyAsAHash() {
        String token = Person.registered().logIn().getString("refreshToken");
        byte[] secret = RefreshToken.parse(token).orElseThrow().secret();
        String next = next(token);
        byte[] nextSecret = RefreshToken.parse(next).orElseThrow().secret();
        for (Row row : row(token)) {
            for (int column = 0; column < row.size(); column++) {
                if (row.getValue(column) instanceof Buffer bytes) {
                    assertNotEquals(Buffer.buffer(secret), bytes);
                    assertNotEquals(Buffer.buffer(nextSecret), bytes);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64!", "AAAA", "\ud83d\ude00", "\u0000"})
    void answersWhatIsNoTokenLikeAnUnknownOne(String token) {
        refresh(token).then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void refusesATokenThatWasMadeUp() {
        refresh(new RefreshToken(UUID.randomUUID(), RefreshToken.random()).text())
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"refreshToken\":null}", "{\"refreshToken\":7}", "{\"refreshToken\":{}}"})
    void refusesBadInputAndNamesTheField(String body) {
        for (String path : new String[] {"/sessions/refresh", "/sessions/logout"}) {
            json(body)
                    .post(path)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("violations.field", hasItem("refreshToken"));
        }
    }

    @Test
    void logOutEndsThisSessionOnly() {
        Person person = Person.registered();
        String here = person.logIn().getString("refreshToken");
        String there = person.logIn().getString("refreshToken");
        logOut(here);
        refresh(here).then().statusCode(401);
        refresh(there).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA"})
    void logOutIsContentWithAnyToken(String token) {
        logOut(token);
    }

    @Test
    void logOutEverywhereEndsAllSessionsOfTheCallerOnly() {
        Person person = Person.registered();
        String other = Person.registered().logIn().getString("refreshToken");
        String here = person.logIn().getString("refreshToken");
        var session = person.logIn();
        as(session.getString("accessToken")).delete("/sessions").then().statusCode(204);
        refresh(here).then().statusCode(401);
        refresh(session.getString("refreshToken")).then().statusCode(401);
        refresh(other).then().statusCode(200);
    }

    @Test
    void logOutElsewhereKeepsThisSession() {
        Person person = Person.registered();
        String other = Person.registered().logIn().getString("refreshToken");
        String there = person.logIn().getString("refreshToken");
        var session = person.logIn();
        String here = session.getString("refreshToken");
        as(session.getString("accessToken"))
                .contentType("application/json")
                .body(Map.of("refreshToken", here))
                .post("/sessions/logout-others")
                .then()
                .statusCode(204);
        refresh(there).then().statusCode(401);
        refresh(here).then().statusCode(200);
        refresh(other).then().statusCode(200);
    }

    private static void logOut(String token) {
        json(Map.of("refreshToken", token)).post("/sessions/logout").then().statusCode(204);
    }

    private static String next(String token) {
        return refresh(token).then().statusCode(200).extract().path("refreshToken");
    }

    private void change(String assignment, String token) {
        int rows = Database.POOL
                .preparedQuery("update refresh_family set " + assignment + " where id = $1")
                .executeAndAwait(Tuple.of(family(token)))
                .rowCount();
        assertEquals(1, rows);
    }

    private Iterable<Row> row(String token) {
        return Database.POOL
                .preparedQuery("select * from refresh_family where id = $1")
                .executeAndAwait(Tuple.of(family(token)));
    }

    private static UUID family(String token) {
        return RefreshToken.parse(token).orElseThrow().family();
    }
}
