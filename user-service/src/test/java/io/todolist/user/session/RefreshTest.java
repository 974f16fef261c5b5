package io.todolist.user.session;

import static io.todolist.user.Person.as;
import static io.todolist.user.Person.json;
import static io.todolist.user.Person.refresh;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.todolist.user.AtOnce;
import io.todolist.user.Database;
import io.todolist.user.Person;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Base64;
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
        String first = person.signIn().getString("refreshToken");
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
        String token = Person.registered().signIn().getString("refreshToken");
        var successors = AtOnce.times(10, () -> next(token));
        assertEquals(1, new HashSet<>(successors).size(), successors::toString);
        refresh(successors.get(0)).then().statusCode(200);
    }

    @Test
    void endsTheFamilyWhenATokenIsUsedAfterItsSuccessor() {
        String first = Person.registered().signIn().getString("refreshToken");
        String second = next(first);
        String third = next(second);
        refresh(first).then().statusCode(401).contentType("application/problem+json");
        refresh(third).then().statusCode(401);
    }

    @Test
    void endsTheFamilyWhenATokenIsUsedAfterTheGrace() {
        Person person = Person.registered();
        String first = person.signIn().getString("refreshToken");
        String second = next(first);
        change("rotated_at = now() - interval '61 seconds'", first);
        refresh(first).then().statusCode(401);
        refresh(second).then().statusCode(401);
    }

    /** Longer than the gateway waits for an answer, its repetitions included. */
    @Test
    void givesTheSameSuccessorAgainForAMinuteBecauseAnAnswerCanGetLost() {
        String first = Person.registered().signIn().getString("refreshToken");
        String lost = next(first);
        change("rotated_at = now() - interval '58 seconds'", first);
        assertEquals(lost, next(first));
        refresh(lost).then().statusCode(200);
    }

    @Test
    void signsWithTodaysNameEvenIfItRepeats() {
        Person person = Person.registered();
        var session = person.signIn();
        String token = session.getString("refreshToken");
        assertEquals(person.name(), nameIn(refresh(token)));
        String renamed = "renamed-" + UUID.randomUUID().toString().substring(24);
        as(session.getString("accessToken"))
                .contentType("application/merge-patch+json")
                .body(Map.of("name", renamed, "currentPassword", person.password()))
                .patch("/me")
                .then()
                .statusCode(200);
        assertEquals(renamed, nameIn(refresh(token)));
        assertEquals(renamed, nameIn(refresh(next(token))));
    }

    @Test
    void leavesOtherSessionsOfTheUserAlone() {
        Person person = Person.registered();
        String phone = person.signIn().getString("refreshToken");
        String laptop = person.signIn().getString("refreshToken");
        next(next(phone));
        refresh(phone).then().statusCode(401);
        refresh(laptop).then().statusCode(200);
    }

    @Test
    void endsWhenItWasNotUsedForLong() {
        String token = Person.registered().signIn().getString("refreshToken");
        change("expires_at = now() - interval '1 second'", token);
        refresh(token).then().statusCode(401);
    }

    @Test
    void slidesButNotBeyondTheAbsoluteEnd() {
        String token = Person.registered().signIn().getString("refreshToken");
        change("ends_at = now() + interval '1 hour'", token);
        refresh(token).then().statusCode(200).body("refreshExpiresIn", lessThan(3601));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64!", "AAAA", "\ud83d\ude00", "\u0000"})
    void answersWhatIsNoTokenLikeAnUnknownOne(String token) {
        refresh(token).then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void refusesATokenThatWasMadeUp() {
        refresh(RefreshToken.random().text()).then().statusCode(401);
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
    void signOutEndsThisSessionOnly() {
        Person person = Person.registered();
        String here = person.signIn().getString("refreshToken");
        String there = person.signIn().getString("refreshToken");
        signOut(here);
        refresh(here).then().statusCode(401);
        refresh(there).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA"})
    void signOutIsContentWithAnyToken(String token) {
        signOut(token);
    }

    @Test
    void signOutEverywhereEndsAllSessionsOfTheCallerOnly() {
        Person person = Person.registered();
        String other = Person.registered().signIn().getString("refreshToken");
        String here = person.signIn().getString("refreshToken");
        var session = person.signIn();
        as(session.getString("accessToken")).delete("/sessions").then().statusCode(204);
        refresh(here).then().statusCode(401);
        refresh(session.getString("refreshToken")).then().statusCode(401);
        refresh(other).then().statusCode(200);
    }

    @Test
    void signOutElsewhereKeepsThisSession() {
        Person person = Person.registered();
        String other = Person.registered().signIn().getString("refreshToken");
        String there = person.signIn().getString("refreshToken");
        var session = person.signIn();
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

    private static void signOut(String token) {
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

    private static String nameIn(Response answer) {
        String token = answer.then().statusCode(200).extract().path("accessToken");
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]))).getString("upn");
    }

    private static UUID family(String token) {
        return RefreshToken.parse(token).orElseThrow().family();
    }
}
