package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.todolist.kit.test.LogLines;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where anybody can reach it, as on a platform of functions, it answers who shows the key of the installation. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(PublicServiceTest.Function.class)
class PublicServiceTest {
    private static final String HEADER = "X-Todolist-Caller-Key";
    private static final String NEW = "new-key-of-the-installation-0123456789";
    private static final String OLD = "old-key-of-the-installation-0123456789";

    public static class Function implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("todolist.caller.keys", NEW + "," + OLD, "todolist.events.path", "/invoke");
        }
    }

    @TestHTTPResource
    URI service;

    private final Person ann = new Person();

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "new-key-of-the-installation-012345678", NEW + "0", NEW + "," + OLD})
    void refusesWhoeverShowsAnotherKey(String key) {
        ann.request()
                .header(HEADER, key)
                .get("/todos")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("instance", equalTo("/todos"))
                .body("traceId", notNullValue());
    }

    @Test
    void refusesWhoeverShowsNone() {
        ann.list("").statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW, OLD})
    void takesTwoKeysWhileTheyChange(String key) {
        ann.request().header(HEADER, key).get("/todos").then().statusCode(200);
    }

    @Test
    void theKeyIsNoToken() {
        given().header(HEADER, NEW).get("/todos").then().statusCode(401);
    }

    /** Nobody can make it wait, or read what is long. */
    @Test
    void refusesBeforeTheBodyHasComeAndClosesTheConnection() throws Exception {
        String answer = answer("POST /todos HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n{");
        assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    }

    /** Each is a way in where a path is read in two ways. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /q/health/live/../../../todos",
                "GET /q/health/live;/todos",
                "GET //q/health/live",
                "GET /q/health/%6Cive",
                "GET /q/openapi",
                "GET /q/health/live%2F..%2F..%2F..%2Ftodos",
                "POST /events/../todos",
                "POST /events/",
                "POST /invoke/",
                "GET /invoke",
                "GET /events",
                "OPTIONS /todos"
            })
    void noOtherSpellingLeadsPastTheKey(String request) throws Exception {
        String answer = answer(request + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/health"})
    void healthIsForThePlatform(String path) {
        given().get(path).then().statusCode(200);
    }

    /** A broker and a platform's timer show no key. */
    @Test
    void hintsAreForEverybodyAndTheFeedIsNot() {
        try (FeedDouble feed = new FeedDouble()) {
            feed.deleted(ann.id);
            feed.awaitTaken();
            assertEquals(NEW, feed.callerKeys.get(0));
        }
        String feed = "/events?consumer=user-service";
        given().header("X-Todolist-Service-Key", "key-of-dev-mode-and-tests")
                .get(feed)
                .then()
                .statusCode(403);
        given().header("X-Todolist-Service-Key", "key-of-dev-mode-and-tests")
                .header(HEADER, NEW)
                .get(feed)
                .then()
                .statusCode(200);
        given().header(HEADER, NEW).get(feed).then().statusCode(401);
    }

    /** Function Compute: a payload of any form, and 200 is what it takes for done. */
    @Test
    void eventsOfThePlatformArriveAtItsOwnPath() {
        try (FeedDouble feed = new FeedDouble()) {
            ann.request()
                    .header(HEADER, NEW)
                    .body(Map.of("name", "goes"))
                    .post("/todos")
                    .then()
                    .statusCode(201);
            feed.deleted(ann.id);
            long end = System.nanoTime() + 20_000_000_000L;
            int left;
            do {
                given().contentType("application/octet-stream")
                        .body("{\"triggerName\":\"timer\"}".getBytes(UTF_8))
                        .post("/invoke")
                        .then()
                        .statusCode(200)
                        .header("Content-Length", "0");
                left = ann.request().header(HEADER, NEW).get("/todos").path("total");
            } while (left > 0 && System.nanoTime() < end);
            assertEquals(0, left);
        }
    }

    @Test
    void theSecurityLogTellsOfItWithoutWhatTheCallerSays() {
        try (LogLines log = new LogLines(LogLines.SECURITY)) {
            // There is one line in a second, which may have been another test's.
            long end = System.nanoTime() + 10_000_000_000L;
            do {
                given().header(HEADER, "guessed")
                        .header("X-Todolist-Source", "made up")
                        .get("/session");
            } while (log.texts().findAny().isEmpty() && System.nanoTime() < end);
            JsonObject line = new JsonObject(log.texts().findFirst().orElseThrow());
            assertEquals("caller-refused", line.getString("event"));
            assertEquals("/session", line.getString("path"));
            assertFalse(line.encode().contains("guessed") || line.encode().contains("made up"), line.encode());
        }
    }

    /** All that comes until the connection ends. */
    private String answer(String request) throws Exception {
        try (Socket client = new Socket(service.getHost(), service.getPort())) {
            client.setSoTimeout(5_000);
            client.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
