package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.todolist.kit.test.RequestLines;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line of the request log for each request, and nothing of what is in todos. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(RequestLogTest.Logged.class)
class RequestLogTest {
    public static class Logged implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("todolist.requests.log", "true");
        }
    }

    private final Person ann = new Person();
    private final RequestLines log = new RequestLines();

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void tellsWhatWasAskedByWhomAndWhatItTook() throws Exception {
        JsonObject line = lineOf(ann.request(), request -> request.body(Map.of("name", "Secret gift"))
                .post("/todos"));
        assertEquals(
                Set.of("log", "time", "service", "trace", "owner", "method", "route", "status", "ms", "dbMs", "cold"),
                line.fieldNames());
        assertEquals("rule-service", line.getString("service"));
        assertEquals("/todos", line.getString("route"));
        assertEquals(201, line.getInteger("status"));
        assertEquals(
                line.getString("owner"),
                lineOf(ann.request(), request -> request.get("/todos")).getString("owner"));
        for (String text : new String[] {"ecret", ann.id}) {
            assertFalse(line.encode().contains(text), line.encode());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /todos?q=secret, /todos, 200",
        "GET, /home, /home, 200",
        "GET, /todos/0198c0de-0000-7000-8000-000000000002, /todos/{id}, 404",
        "PATCH, /todos, other, 405",
        "GET, /, other, 404",
        "GET, /nothing%0a, other, 404",
    })
    void anyRequestIsOneLine(String method, String path, String route, int status) throws Exception {
        JsonObject line = lineOf(ann.request().urlEncodingEnabled(false), request -> request.request(method, path));
        assertEquals(
                method + " " + route + " " + status,
                line.getString("method") + " " + line.getString("route") + " " + line.getInteger("status"));
    }

    @Test
    void soIsOneOfAStrangerAndOneWithBadInput() throws Exception {
        JsonObject stranger = lineOf(given(), request -> request.get("/todos"));
        assertEquals(401, stranger.getInteger("status"));
        assertFalse(stranger.containsKey("owner"), stranger.encode());
        assertFalse(stranger.containsKey("dbMs"), stranger.encode());
        JsonObject bad =
                lineOf(ann.request(), request -> request.body("{\"secret").post("/todos"));
        assertEquals(400, bad.getInteger("status"));
        JsonObject tooLong = lineOf(
                ann.request(), request -> request.body("a".repeat(200_000)).post("/todos"));
        assertEquals(413, tooLong.getInteger("status"));
    }

    /** With what it waited for there: for a row that somebody else has for 0.3 s. */
    @Test
    void tellsWhatTheDatabaseTook() throws Exception {
        String id = ann.added("Milk");
        SqlConnection other = Database.POOL.getConnection().await().indefinitely();
        other.query("begin").execute().await().indefinitely();
        other.preparedQuery("select from todo where id = $1 for update")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .indefinitely();
        String trace = RequestLines.trace();
        CompletableFuture<Response> change = CompletableFuture.supplyAsync(() -> ann.request()
                .header("traceparent", RequestLines.parent(trace))
                .body(Map.of("name", "Bread"))
                .patch("/todos/{id}", id));
        Database.await("select from pg_locks where not granted and locktype in ('tuple', 'transactionid')");
        other.query("select pg_sleep(0.3)").execute().await().indefinitely();
        other.query("commit").execute().await().indefinitely();
        other.close().await().indefinitely();
        change.get(20, SECONDS).then().statusCode(200);
        JsonObject line = log.line(trace);
        assertTrue(line.getDouble("dbMs") >= 300 && line.getDouble("dbMs") <= line.getDouble("ms"), line.encode());
        JsonObject read = lineOf(ann.request(), request -> request.get("/todos/{id}", id));
        assertTrue(read.getDouble("dbMs") > 0 && read.getDouble("dbMs") <= read.getDouble("ms"), read.encode());
    }

    /** For the gateway, which counts the rest as waiting. */
    @Test
    void anAnswerSaysHowLongItWasWorkedFor() throws Exception {
        long start = System.nanoTime();
        String said = ann.request()
                .get("/todos/{id}", UUID.randomUUID())
                .then()
                .header("Server-Timing", matchesPattern("app;dur=\\d+\\.\\d{1,3}"))
                .extract()
                .header("Server-Timing");
        double took = (System.nanoTime() - start) / 1e6;
        double worked = Double.parseDouble(said.substring("app;dur=".length()));
        assertTrue(worked > 0 && worked <= took, worked + " of " + took);
    }

    private JsonObject lineOf(RequestSpecification request, Function<RequestSpecification, ?> send) throws Exception {
        return log.lineOf(parent -> send.apply(request.header("traceparent", parent)));
    }
}
