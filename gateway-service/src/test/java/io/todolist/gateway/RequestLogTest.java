package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.todolist.kit.test.RequestLines;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of the request log for each request, with what it took and for whom it waited, and nothing that a client has written. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(RequestLogTest.Logged.class)
class RequestLogTest extends GatewayTest {
    private static final String TODO = "0198c0de-0000-7000-8000-000000000002";
    private static final int LONGEST = 450;
    private static final int DELAY = 300;

    public static class Logged implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.requests.log", "true",
                    "todolist.requests.key", "a key for the tests of the request log",
                    "todolist.downstream.most-of-several", "1",
                    "K_REVISION", "gateway-service-v7");
        }
    }

    @TestHTTPResource
    URI gateway;

    private final RequestLines log = new RequestLines();

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void tellsWhatWasAskedByWhomAndWhatItTook() throws Exception {
        answer(okJson("{}"));
        JsonObject line = lineOf(me.request(), request -> request.get("/api/todos/" + TODO + "?q=secret"));
        assertEquals(
                Set.of(
                        "log",
                        "time",
                        "service",
                        "revision",
                        "trace",
                        "owner",
                        "method",
                        "route",
                        "status",
                        "ms",
                        "heldMs",
                        "cold"),
                without(line, "heldBy").fieldNames());
        assertEquals("request", line.getString("log"));
        assertEquals("gateway-service", line.getString("service"));
        assertEquals("gateway-service-v7", line.getString("revision"));
        assertEquals("GET", line.getString("method"));
        assertEquals("/api/todos/{id}", line.getString("route"));
        assertEquals(200, line.getInteger("status"));
        assertTrue(line.getDouble("ms") > 0, line.encode());
        assertTrue(line.getString("owner").matches("[0-9a-f]{16}"), line.encode());
        Duration age = Duration.between(line.getInstant("time"), Instant.now());
        assertTrue(!age.isNegative() && age.compareTo(Duration.ofMinutes(1)) < 0, line.encode());
        for (String text : new String[] {me.id, me.name, me.token, me.session, TODO, "secret"}) {
            assertFalse(line.encode().contains(text), line.encode());
        }
    }

    @Test
    void anOwnerIsAlwaysTheSameAndNobodyElse() throws Exception {
        answer(okJson("{}"));
        String mine = lineOf(me.request(), this::todo).getString("owner");
        assertEquals(mine, lineOf(me.request(), this::todo).getString("owner"));
        assertFalse(mine.equals(lineOf(new Person().request(), this::todo).getString("owner")));
        assertFalse(lineOf(given(), request -> request.get("/api/session")).containsKey("owner"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, page, 200",
        "GET, /today?q=secret, page, 200",
        "HEAD, /done, page, 200",
        "GET, /favicon.svg, file, 200",
        "GET, /no-such-file.php, file, 404",
        "GET, /api/session, /api/session, 401",
        "GET, /api/nothing, other, 404",
        "GET, /q/nothing, other, 404",
        "PUT, /api/todos, other, 405",
        "OPTIONS, /api/todos, other, 204",
        "GET, /api/todos/no-id, other, 404",
        "GET, /api/todos/0198c0de-0000-7000-8000-000000000002/history, /api/todos/{id}/history, 401",
        "POST, /api/todos/delete, /api/todos/delete, 415",
        "DELETE, /api/todos/delete, other, 405",
    })
    void anyRequestIsOneLine(String method, String path, String route, int status) throws Exception {
        JsonObject line = lineOf(given().redirects().follow(false), request -> request.request(method, path));
        assertEquals(
                method + " " + route + " " + status,
                line.getString("method") + " " + line.getString("route") + " " + line.getInteger("status"));
    }

    @Test
    void soIsOneWhoseBodyIsRefused() throws Exception {
        String trace = RequestLines.trace();
        answered(head("POST", "/api/todos", trace, "Content-Length: 1048576\r\n"));
        assertEquals(413, log.line(trace).getInteger("status"));
        assertEquals("/api/todos", log.line(trace).getString("route"));
        trace = RequestLines.trace();
        answered(head("POST", "/api/todos", trace, "Content-Length: 100\r\n"));
        assertEquals(408, log.line(trace).getInteger("status"));
    }

    @Test
    void soIsOneWhoseClientGoesAway() throws Exception {
        answer(okJson("{}").withFixedDelay(6 * DELAY));
        String trace = RequestLines.trace();
        Socket socket = open(head("GET", "/api/todos/" + TODO, trace, "Cookie: jwtToken=" + me.token + "\r\n"));
        await().until(() -> !services.rules
                .findAll(WireMock.getRequestedFor(urlEqualTo("/todos/" + TODO))
                        .withHeader("Authorization", WireMock.equalTo(me.authorization())))
                .isEmpty());
        socket.close();
        JsonObject line = log.line(trace);
        assertEquals(499, line.getInteger("status"));
        assertEquals("/api/todos/{id}", line.getString("route"));
        assertTrue(line.getDouble("ms") < 6 * DELAY, line.encode());
    }

    @Test
    void healthHasNone() throws Exception {
        String trace = RequestLines.trace();
        for (String path : new String[] {"/q/health", "/q/health/ready", "/q/health/live"}) {
            given().header("traceparent", RequestLines.parent(trace))
                    .get(path)
                    .then()
                    .statusCode(200);
        }
        lineOf(given(), request -> request.get("/api/session"));
        assertEquals(0, log.lines(trace).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/todos/evil%0d%0aevil%22,%22status%22:1",
                "GET /evil%zz",
                "GET /api/evil%zz",
                "EVIL/evil\u0001",
                "EVIL /api/todos",
                "GET //evil/../../api/evil",
                "GET /api/todos?evil=%00%22",
            })
    void nothingOfAHostileRequestIsInALine(String request) throws Exception {
        for (String padding : new String[] {"", "evil".repeat(900)}) {
            String[] parts = (request + padding + " ").split(" ");
            String trace = RequestLines.trace();
            answered(head(parts[0], parts.length > 1 ? parts[1] : "/", trace, "evil: evil\r\nHost: evil\r\n"));
        }
        lineOf(given().header("evil", "evil".repeat(1000)), each -> each.get("/api/session"));
        for (String line : log.all()) {
            assertFalse(line.toLowerCase().contains("evil"), line);
            assertFalse(line.contains("\n") || line.length() > LONGEST, line);
            assertEquals("request", new JsonObject(line).getString("log"));
        }
    }

    @Test
    void longPathsDoNotMakeALineLonger() throws Exception {
        String trace = RequestLines.trace();
        answered(head("GET", "/api/todos/" + "a".repeat(3900), trace, ""));
        assertTrue(log.line(trace).encode().length() < LONGEST);
        answered(head("A".repeat(3900), "/api/todos", trace = RequestLines.trace(), ""));
        assertEquals("other", log.line(trace).getString("method"));
    }

    /** As on Knative, which takes a request and keeps it until the service is there. */
    @Test
    void whatTheServiceHasNotWorkedARequestWasHeld() throws Exception {
        answer(okJson("{}").withFixedDelay(DELAY).withHeader("Server-Timing", "app;dur=1.5"));
        JsonObject line = lineOf(me.request(), this::todo);
        assertTrue(line.getDouble("heldMs") >= DELAY - 3, line.encode());
        assertEquals("rule-service", line.getString("heldBy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app;dur=300", "", "nonsense", "app;dur=-1", "app;dur=99999999999", "app;dur=1e9"})
    void whatItHasWorkedOrSaysNothingOfIsNoHold(String said) throws Exception {
        answer(okJson("{}").withFixedDelay(DELAY).withHeader("Server-Timing", said));
        JsonObject line = lineOf(me.request(), this::todo);
        assertTrue(line.getDouble("heldMs") <= line.getDouble("ms") - DELAY + 1, line.encode());
    }

    @Test
    void aRequestThatIsSentAgainWasHeldUntilThen() throws Exception {
        Services.answerFirst(
                services.rules,
                me.with(get("/todos/" + TODO)),
                aResponse().withStatus(503).withHeader("Retry-After", "1"),
                okJson("{}"));
        JsonObject line = lineOf(me.request(), this::todo);
        assertEquals(200, line.getInteger("status"));
        assertTrue(line.getDouble("heldMs") >= 990, line.encode());
        assertEquals("rule-service", line.getString("heldBy"));
    }

    @Test
    void soWasOneThatWasGivenUp() throws Exception {
        answer(aResponse().withStatus(503));
        JsonObject line = lineOf(me.request(), this::todo);
        assertEquals(503, line.getInteger("status"));
        assertTrue(line.getDouble("heldMs") > 1000, line.encode());
    }

    @Test
    void soWasOneThatWaitedForAPlace() throws Exception {
        services.rules.stubFor(
                me.with(post("/todos/delete")).willReturn(okJson("{}").withFixedDelay(5 * DELAY)));
        Person other = new Person();
        services.rules.stubFor(other.with(post("/todos/delete")).willReturn(okJson("{}")));
        CompletableFuture<Response> first =
                supplyAsync(() -> me.request().body("{\"ids\":[]}").post("/api/todos/delete"));
        await().until(() -> !services.rules
                .findAll(postRequestedFor(urlPathMatching("/todos/delete"))
                        .withHeader("Authorization", WireMock.equalTo(me.authorization())))
                .isEmpty());
        JsonObject line =
                lineOf(other.request(), request -> request.body("{\"ids\":[]}").post("/api/todos/delete"));
        first.join().then().statusCode(200);
        assertEquals(200, line.getInteger("status"));
        assertTrue(line.getDouble("heldMs") > 0, line.encode());
        assertEquals("rule-service", line.getString("heldBy"));
    }

    /** By the renewal of its session, too. */
    @Test
    void tellsEachServiceThatItWaitedFor() throws Exception {
        ResponseDefinitionBuilder late = okJson("{}").withFixedDelay(DELAY).withHeader("Server-Timing", "app;dur=1");
        answer(late);
        services.answerRenewal(
                "late-" + me.id,
                okJson(me.session("next")).withFixedDelay(DELAY).withHeader("Server-Timing", "app;dur=1"));
        JsonObject line = lineOf(me.requestAfterAWhile("late-" + me.id), this::todo);
        assertTrue(line.getDouble("heldMs") >= 2 * (DELAY - 3), line.encode());
        assertEquals("user-service,rule-service", line.getString("heldBy"));
        assertTrue(line.containsKey("owner"), line.encode());
    }

    @Test
    void anInstanceIsColdOnceAndNeverAgain() throws Exception {
        await().until(() ->
                !lineOf(given(), request -> request.get("/api/session")).getBoolean("cold"));
        assertFalse(lineOf(given(), request -> request.get("/api/session")).getBoolean("cold"));
    }

    /** It says so to services behind it only. */
    @Test
    void aBrowserIsNotToldHowLongItTook() {
        assertEquals(null, given().get("/api/session").header("Server-Timing"));
    }

    private JsonObject lineOf(RequestSpecification request, Function<RequestSpecification, ?> send) throws Exception {
        return log.lineOf(parent -> send.apply(request.header("traceparent", parent)));
    }

    private Response todo(RequestSpecification request) {
        return request.get("/api/todos/" + TODO);
    }

    private void answer(ResponseDefinitionBuilder answer) {
        services.rules.stubFor(me.with(get("/todos/" + TODO)).willReturn(answer));
    }

    private static JsonObject without(JsonObject line, String field) {
        JsonObject rest = line.copy();
        rest.remove(field);
        return rest;
    }

    private static String head(String method, String path, String trace, String headers) {
        return "%s %s HTTP/1.1\r\ntraceparent: %s\r\nContent-Type: application/json\r\n%s%s\r\n"
                .formatted(
                        method,
                        path,
                        RequestLines.parent(trace),
                        headers,
                        headers.contains("Host:") ? "" : "Host: localhost\r\n");
    }

    private Socket open(String request) throws IOException {
        Socket socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return socket;
    }

    /** Its beginning; with it the request is over. */
    private String answered(String request) throws IOException {
        try (Socket socket = open(request)) {
            byte[] begin = new byte[64];
            int length = socket.getInputStream().read(begin);
            return new String(begin, 0, Math.max(0, length), US_ASCII);
        }
    }
}
