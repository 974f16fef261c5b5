package io.todolist.user.event;

import static io.restassured.RestAssured.given;
import static io.todolist.user.Person.as;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.todolist.kit.test.EventDocument;
import io.todolist.user.Database;
import io.todolist.user.Keys;
import io.todolist.user.Person;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other services get to know of accounts: each event, in an order that never passes one over. */
@QuarkusTest
class FeedTest {
    private static final String KEY = "key-of-dev-mode-and-tests";
    private static final String INSERT =
            """
            insert into event (id, aggregatetype, aggregateid, type, payload)
            values (gen_random_uuid(), 'account', $1, 'io.todolist.test.v1', '{}')
            """;

    @Test
    void aDeletionIsAnEventWithNothingButTheId() throws Exception {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Person person = Person.registered();
        String id = delete(person, trace);
        Map<String, Object> event = last(id);
        assertEquals(List.of(), EventDocument.violations(new JsonObject(event).encode()));
        assertEquals("io.todolist.account.deleted.v1", event.get("type"));
        assertEquals(trace, event.get("traceparent"));
        assertEquals(List.of(), Database.tablesWith(person.name()));
    }

    @Test
    void aDeletionThatIsRepeatedIsOneEvent() {
        Person person = Person.registered();
        String token = person.accessToken();
        String id = as(token).get("/me").path("id");
        for (int i = 0; i < 2; i++) {
            as(token)
                    .contentType(ContentType.JSON)
                    .body(Map.of("password", person.password()))
                    .delete("/me")
                    .then()
                    .statusCode(204);
        }
        assertEquals(1, settled().stream().filter(id::equals).count());
    }

    @Test
    void isForServicesOnly() {
        given().get("/events?consumer=x").then().statusCode(401);
        given().header("X-Todolist-Service-Key", "wrong")
                .get("/events?consumer=x")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        as(Keys.adminToken()).get("/events?consumer=x").then().statusCode(403);
        // And a service is nobody's account.
        given().header("X-Todolist-Service-Key", KEY).get("/me").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1-1",
                "99999999999999999999-9999999999999999999",
                "-",
                "00000000000000000001_0000000000000000001"
            })
    void aPlaceThatIsNoneIs400(String done) {
        given().header("X-Todolist-Service-Key", KEY)
                .queryParam("consumer", "x")
                .queryParam("done", done)
                .get("/events")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    /** The log was restored, or is another one. */
    @Test
    void aPlaceThatTheLogDoesNotHaveIs410() {
        feed("00000000000000000001-0000000000000000001", "").statusCode(410).contentType("application/problem+json");
    }

    @Test
    void whatCommitsLateIsNotPassedOver() {
        String test = UUID.randomUUID().toString();
        SqlConnection late = Database.POOL.getConnectionAndAwait();
        Transaction transaction = late.beginAndAwait();
        late.preparedQuery(INSERT).executeAndAwait(Tuple.of(test + " first"));
        Database.update(INSERT, test + " second");
        assertFalse(subjects().contains(test + " second"), "it would hide the first from who reads on behind it");
        transaction.commitAndAwait();
        late.closeAndAwait();
        assertEquals(
                List.of(test + " first", test + " second"),
                settled().stream().filter(subject -> subject.startsWith(test)).toList());
    }

    @Test
    void whoReadsOnWhileManyWriteSeesEachEventOnce() {
        String test = UUID.randomUUID().toString();
        List<CompletableFuture<Void>> writers = IntStream.range(0, 8)
                .mapToObj(writer -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 50; i++) {
                                Database.update(INSERT, test + " " + writer + " " + i);
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        List<String> seen = new ArrayList<>();
        String done = "";
        boolean writing;
        do {
            writing = writers.stream().anyMatch(writer -> !writer.isDone());
            if (!writing) {
                settled();
            }
            List<Map<String, Object>> page;
            do {
                page = feed(done, "").statusCode(200).extract().path("");
                for (Map<String, Object> event : page) {
                    seen.add((String) event.get("subject"));
                    done = (String) event.get("sequence");
                }
            } while (!page.isEmpty());
        } while (writing);
        List<String> mine =
                seen.stream().filter(subject -> subject.startsWith(test)).toList();
        assertEquals(400, mine.size());
        assertEquals(400, mine.stream().distinct().count());
    }

    @Test
    void administratorsSeeDeletionsThatAreOpenForAnHour() {
        String id = delete(Person.registered(), null);
        open().body("items.account", not(hasItem(id)));
        Database.update("update event set created_at = now() - interval '61 minutes' where aggregateid = $1", id);
        open().body("items.account", hasItem(id))
                .body("items.find { it.account == '" + id + "' }.service", equalTo("rule-service"));
        String done = (String) last(id).get("sequence");
        feed(done, done).statusCode(200);
        open().body("items.account", hasItem(id));
        feed(done, "").statusCode(200);
        open().body("items.account", not(hasItem(id)));
        as(Person.registered().accessToken()).get("/deletions").then().statusCode(403);
        given().get("/deletions").then().statusCode(401);
    }

    private static ValidatableResponse open() {
        return as(Keys.adminToken()).get("/deletions").then().statusCode(200);
    }

    private static String delete(Person person, String trace) {
        String token = person.accessToken();
        String id = as(token).get("/me").path("id");
        var request = as(token).contentType(ContentType.JSON).body(Map.of("password", person.password()));
        (trace == null ? request : request.header("traceparent", trace))
                .delete("/me")
                .then()
                .statusCode(204);
        return id;
    }

    private static List<Map<String, Object>> all() {
        List<Map<String, Object>> events = new ArrayList<>();
        List<Map<String, Object>> page;
        do {
            String done = events.isEmpty()
                    ? ""
                    : (String) events.get(events.size() - 1).get("sequence");
            page = feed(done, "")
                    .statusCode(200)
                    .contentType("application/cloudevents-batch+json")
                    .extract()
                    .path("");
            events.addAll(page);
        } while (!page.isEmpty());
        return events;
    }

    /** As soon as transactions that began before its own are over. */
    private static Map<String, Object> last(String subject) {
        await().until(() -> subjects().contains(subject));
        return all().stream()
                .filter(event -> subject.equals(event.get("subject")))
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    /** The subjects of all events until now: one that is written now comes after them. */
    private static List<String> settled() {
        String end = UUID.randomUUID().toString();
        Database.update(INSERT, end);
        await().until(() -> subjects().contains(end));
        return subjects();
    }

    private static List<String> subjects() {
        return all().stream().map(event -> (String) event.get("subject")).toList();
    }

    private static ValidatableResponse feed(String done, String setAside) {
        return given().header("X-Todolist-Service-Key", KEY)
                .queryParam("consumer", "rule-service")
                .queryParam("done", done)
                .queryParam("setAside", setAside)
                .get("/events")
                .then();
    }
}
