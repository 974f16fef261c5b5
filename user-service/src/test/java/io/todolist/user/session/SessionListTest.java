package io.todolist.user.session;

import static io.todolist.user.Person.as;
import static io.todolist.user.Person.refresh;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.todolist.user.Database;
import io.todolist.user.Person;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People see their sessions, end each one, and one that has ended opens nothing any more. */
@QuarkusTest
class SessionListTest {
    private Person ann;
    private JsonPath laptop;
    private JsonPath phone;

    @BeforeEach
    void signIn() {
        ann = Person.unregistered();
        laptop = Person.json(Map.of("name", ann.name(), "password", ann.password()))
                .header("User-Agent", "Laptop/1")
                .header("X-Todolist-Source", "192.0.2.1")
                .post("/users")
                .jsonPath();
        phone = Person.json(Map.of("name", ann.name(), "password", ann.password()))
                .header("User-Agent", "Phone/2 " + "x".repeat(300))
                .header("X-Todolist-Source", "x".repeat(65))
                .post("/sessions")
                .jsonPath();
    }

    @Test
    void showsWhereAndWhenEachWasUsedLast() {
        var list = as(access(laptop))
                .get("/sessions")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.current", contains(false, true))
                .body("items[0].address", nullValue())
                .body("items[1].device", equalTo("Laptop/1"))
                .body("items[1].address", equalTo("192.0.2.1"))
                .extract()
                .jsonPath();
        assertEquals(256, list.getString("items[0].device").length());
        assertEquals(list.getString("items[1].createdAt"), list.getString("items[1].lastUsedAt"));

        Person.json(Map.of("refreshToken", laptop.getString("refreshToken")))
                .header("User-Agent", "Laptop/2")
                .header("X-Todolist-Source", "2001:db8::1")
                .post("/sessions/refresh");
        var used = as(access(laptop))
                .get("/sessions")
                .then()
                .body("items.current", contains(true, false))
                .body("items[0].device", equalTo("Laptop/2"))
                .body("items[0].address", equalTo("2001:db8::1"))
                .extract()
                .jsonPath();
        assertEquals(list.getString("items[1].createdAt"), used.getString("items[0].createdAt"));
        assertTrue(Instant.parse(used.getString("items[0].lastUsedAt"))
                .isAfter(Instant.parse(used.getString("items[0].createdAt"))));
    }

    @Test
    void endsOne() {
        end(access(laptop), idOf(phone), 204);
        refresh(phone.getString("refreshToken")).then().statusCode(401);
        as(access(laptop)).get("/sessions").then().body("items", hasSize(1));
        end(access(laptop), idOf(phone), 204);
        refresh(laptop.getString("refreshToken")).then().statusCode(200);
    }

    @Test
    void endsNoneOfSomebodyElse() {
        end(Person.registered().accessToken(), idOf(phone), 204);
        refresh(phone.getString("refreshToken")).then().statusCode(200);
    }

    @Test
    void whatIsNoIdIsNotFound() {
        end(access(laptop), UUID.randomUUID().toString(), 404);
        end(access(laptop), "x", 404);
    }

    /** A request that ended it may come again, because its answer got lost; 25 seconds later nothing is taken any more. */
    @Test
    void theAccessTokenOfOneThatHasEndedIsRefused() {
        end(access(laptop), idOf(phone), 204);
        as(access(phone)).get("/me").then().statusCode(200);
        endedLongAgo(idOf(phone));
        as(access(phone)).get("/me").then().statusCode(401).contentType("application/problem+json");
        as(access(phone)).get("/sessions").then().statusCode(401);
        as(access(laptop)).get("/me").then().statusCode(200);
    }

    @Test
    void itIsRefusedHoweverItsSessionEnded() {
        String spent = phone.getString("refreshToken");
        String next = refresh(spent).then().statusCode(200).extract().path("refreshToken");
        String thief = refresh(next).then().statusCode(200).extract().path("accessToken");
        refresh(spent).then().statusCode(401);
        endedLongAgo(idOf(phone));
        as(thief).get("/me").then().statusCode(401);
    }

    /** What it can't know is how long its session lives, so it is one that it never had. */
    @Test
    void ofAnUnknownSessionIsRefusedToo() {
        Database.update("delete from refresh_family where session = $1", idOf(phone));
        Database.update("delete from ended_session where session = $1", idOf(phone));
        as(access(phone)).get("/me").then().statusCode(401);
    }

    private static void end(String accessToken, String id, int status) {
        as(accessToken).delete("/sessions/" + id).then().statusCode(status);
    }

    private static String access(JsonPath session) {
        return session.getString("accessToken");
    }

    private static String idOf(JsonPath session) {
        return RefreshToken.parse(session.getString("refreshToken"))
                .orElseThrow()
                .session();
    }

    private static void endedLongAgo(String session) {
        Database.update(
                "update ended_session set ended_at = now() - interval '26 seconds' where session = $1", session);
    }
}
