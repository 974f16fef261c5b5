package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded of visitors when all are, and what never is. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(RecordingTest.Everybody.class)
class RecordingTest extends GatewayTest {
    private static final String FOLDER = "recording-of-everybody";

    public static class Everybody implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.recording.share", "1",
                    "todolist.recording.key", "a key for the tests of the recording",
                    "todolist.recording.to", "target/" + FOLDER,
                    "todolist.recording.every", "0.1s",
                    "todolist.recording.effort", "1");
        }
    }

    @TestHTTPResource
    URI gateway;

    private final Recorded recorded = Recorded.in(FOLDER);
    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void everythingIsAnswered() {
        services.rules.stubFor(any(anyUrl()).atPriority(20).willReturn(okJson("{}")));
    }

    private static JsonObject request(JsonObject line) {
        return line.getJsonObject("request");
    }

    private static JsonObject answer(JsonObject line) {
        return line.getJsonObject("response");
    }

    private String todo(String name) {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("description", "")
                .put("status", "IN_PROGRESS")
                .put("due", "2030-01-01")
                .put("position", "-12.5")
                .put("createdAt", "2026-01-31T10:00:00.123456Z")
                .putNull("doneAt")
                .put("version", 7)
                .encode();
    }

    private List<JsonObject> created(String name) {
        services.rules.stubFor(me.with(post("/todos"))
                .willReturn(jsonResponse(todo(name), 201)
                        .withHeader("Location", services.rules.baseUrl() + "/todos/" + id)
                        .withHeader("ETag", "\"7\"")));
        me.request()
                .header("Idempotency-Key", id)
                .header("Accept-Language", "zh-CN,en;q=0.5")
                .header("X-Secret", "a header of mine")
                .body(new JsonObject()
                        .put("name", name)
                        .put("due", "2030-01-01")
                        .encode())
                .post("/api/todos")
                .then()
                .statusCode(201);
        return recorded.visit(me);
    }

    @Test
    void anExchangeIsALineWithoutWhatTellsWhoseItIs() {
        JsonObject line = created("Buy buttermilk for grandmother").get(0);
        JsonObject asked = request(line);
        assertEquals("POST", asked.getString("method"));
        assertEquals("/api/todos", asked.getString("path"));
        assertEquals("2030-01-01", asked.getJsonObject("body").getString("due"));
        assertEquals("zh-CN,en;q=0.5", asked.getJsonObject("headers").getString("accept-language"));
        JsonObject answered = answer(line);
        JsonObject todo = answered.getJsonObject("body");
        String hash = todo.getString("id");
        assertEquals(201, answered.getInteger("status"));
        assertEquals("/api/todos/" + hash, answered.getJsonObject("headers").getString("location"));
        assertEquals("\"7\"", answered.getJsonObject("headers").getString("etag"));
        assertEquals(hash, asked.getJsonObject("headers").getString("idempotency-key"));
        assertEquals(8, UUID.fromString(hash).version());
        assertEquals("IN_PROGRESS", todo.getString("status"));
        assertEquals("-12.5", todo.getString("position"));
        assertEquals("2026-01-31T10:00:00.123456Z", todo.getString("createdAt"));
        assertEquals(7, todo.getInteger("version"));
        assertNull(todo.getString("doneAt"));
        assertEquals(asked.getJsonObject("body").getString("name"), todo.getString("name"));
        String all = recorded.text();
        for (String secret : List.of(
                "buttermilk",
                "grandmother",
                "X-Secret",
                "x-secret",
                "a header of mine",
                id,
                me.id,
                me.name,
                me.session,
                me.token)) {
            assertFalse(all.contains(secret), secret);
        }
    }

    /** So that searching for it costs what it cost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Buy 2 l of milk, and BREAD!",
                "给妈妈打电话（明天）",
                "Ça va à l'école? Größe 42",
                "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ ÿß",
                "ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ ŉĸſı",
                "Купить молоко",
                "家族👨‍👩‍👧 ❤️ 🎂👍🏽",
                "장보기 할 일",
                "𠮷野家"
            })
    void aTextIsReplacedByOneOfTheSameLengthAndScript(String name) {
        String replaced = request(created(name).get(0)).getJsonObject("body").getString("name");
        assertNotEquals(name, replaced);
        assertEquals(
                name.getBytes(StandardCharsets.UTF_8).length,
                replaced.getBytes(StandardCharsets.UTF_8).length,
                replaced);
        int[] were = name.codePoints().toArray();
        int[] are = replaced.codePoints().toArray();
        assertEquals(were.length, are.length);
        for (int i = 0; i < were.length; i++) {
            assertEquals(Character.getType(were[i]), Character.getType(are[i]), replaced);
            assertEquals(Character.UnicodeScript.of(were[i]), Character.UnicodeScript.of(are[i]), replaced);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Buy oat MILK and bread, milk",
        "oat milk, oat milk",
        "给妈妈打电话, 妈打",
        "Milk 2468 bottles, 2468 BOTTLES",
        "Löwenzahn, LÖWEN"
    })
    void aSearchFindsWhatItFound(String name, String search) {
        me.request().queryParam("q", search).get("/api/todos").then().statusCode(200);
        List<JsonObject> visit = created(name);
        String replaced = request(visit.get(1)).getJsonObject("body").getString("name");
        String query = request(visit.get(0)).getString("query");
        String searched = URLDecoder.decode(query.substring(2), StandardCharsets.UTF_8);
        assertNotEquals(search, searched);
        assertTrue(replaced.toLowerCase().contains(searched.toLowerCase()), replaced + " has no " + searched);
    }

    @Test
    void theSameIdIsTheSameHashWhereverItIs() {
        String cursor = "ZHVlIDAxOThjMGRlLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMSAyMDMwLTAxLTAx";
        services.rules.stubFor(
                me.with(get("/todos?sort=due")).willReturn(okJson("{\"items\":[],\"next\":\"" + cursor + "\"}")));
        services.rules.stubFor(me.with(any(urlPathMatching("/todos/.+"))).willReturn(okJson(todo("Milk"))));
        me.request().get("/api/todos?sort=due").then().statusCode(200);
        me.request().get("/api/todos?sort=due&after=" + cursor).then().statusCode(200);
        me.request().get("/api/todos/" + id.toUpperCase()).then().statusCode(200);
        me.request()
                .body("{\"after\":\"" + id + "\"}")
                .post("/api/todos/" + UUID.randomUUID() + "/move")
                .then()
                .statusCode(200);
        me.request()
                .body("{\"ids\":[\"" + id + "\"]}")
                .post("/api/todos/delete")
                .then()
                .statusCode(200);
        List<JsonObject> visit = recorded.visit(me);
        String next = answer(visit.get(0)).getJsonObject("body").getString("next");
        assertTrue(next.matches("cursor-[0-9a-f]{32}"), next);
        assertEquals("sort=due&after=" + next, request(visit.get(1)).getString("query"));
        String hash = request(visit.get(2)).getString("path").substring("/api/todos/".length());
        assertEquals(hash, answer(visit.get(2)).getJsonObject("body").getString("id"));
        assertEquals(hash, request(visit.get(3)).getJsonObject("body").getString("after"));
        assertEquals(
                new JsonArray().add(hash),
                request(visit.get(4)).getJsonObject("body").getJsonArray("ids"));
    }

    @Test
    void whatIsNotOnTheListIsNotRecorded() {
        services.users.stubFor(me.with(any(urlPathMatching("/me.*")))
                .willReturn(okJson(me.user().encode())));
        services.letSignIn(me, "correct horse battery");
        me.request()
                .body(Map.of("name", me.name, "password", "correct horse battery"))
                .post("/api/session")
                .then()
                .statusCode(200);
        me.request().get("/api/me").then().statusCode(200);
        me.request().body("{\"email\":\"ann@example.org\"}").patch("/api/me");
        me.request().body("{\"password\":\"correct horse battery\"}").delete("/api/me");
        me.request().body("{}").post("/api/me/email-verification");
        me.request().get("/api/sessions");
        me.request().get("/api/rule?current=1&pageSize=20");
        me.request().get("/api/todos/no-id");
        me.request().get("/api/todos/" + id + "/secret");
        me.request().get("/");
        assertEquals(List.of(), recorded.visit(me));
        assertFalse(recorded.text().contains("example.org"));
    }

    @Test
    void withoutASessionNothingIsRecorded() {
        given().get("/api/todos?size=987654321").then().statusCode(401);
        assertEquals(List.of(), recorded.visit(me));
        assertFalse(recorded.text().contains("987654321"));
    }

    @Test
    void anAnswerIsRecordedBeforeItIsPacked() {
        services.rules.stubFor(
                me.with(get("/todos?size=99")).willReturn(okJson("{\"items\":[" + "{},".repeat(5000) + "{}]}")));
        me.request()
                .header("Accept-Encoding", "gzip")
                .get("/api/todos?size=99")
                .then()
                .header("Content-Encoding", "gzip");
        JsonObject body = answer(recorded.visit(me).get(0)).getJsonObject("body");
        assertEquals(5001, body.getJsonArray("items").size());
    }

    @Test
    void theFirstScreenAndItsUserAreWithoutNames() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/home")))
                .willReturn(okJson("{\"todos\":{\"items\":[],\"total\":3},\"counts\":{\"byStatus\":{\"DONE\":3}}}")));
        me.request().get("/api/home?size=50").then().statusCode(200);
        JsonObject body = answer(recorded.visit(me).get(0)).getJsonObject("body");
        assertEquals(3, body.getJsonObject("todos").getInteger("total"));
        assertEquals(3, body.getJsonObject("counts").getJsonObject("byStatus").getInteger("DONE"));
        assertNotEquals(me.name, body.getJsonObject("user").getString("name"));
    }

    @Test
    void aProblemIsRecordedWithoutItsWords() {
        services.rules.stubFor(me.with(get("/todos/" + id)).willReturn(Services.problem(404, "There is no such todo")));
        me.request().get("/api/todos/" + id).then().statusCode(404);
        JsonObject answer = answer(recorded.visit(me).get(0));
        assertEquals(404, answer.getInteger("status"));
        assertEquals("application/problem+json", answer.getJsonObject("headers").getString("content-type"));
        assertEquals(404, answer.getJsonObject("body").getInteger("status"));
        assertEquals("", answer.getJsonObject("body").getString("detail"));
    }

    /** Nothing but what a value of its kind can look like is written as it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"PASSWORD\"}",
                "{\"due\":\"password\"}",
                "{\"ids\":[\"password\"]}",
                "{\"before\":{\"password\":[[\"password\"]]}}",
                "{\"password\":1}",
                "{\"name\":20071969}",
                "{\"status\":20071969}",
                "20071969",
                "\"password\"",
                "{\"name\":\"\\ud83dpassword\"}",
                "{\"name\":\"password\"} password",
                "name=password"
            })
    void aSecretIsFoundInNoPlace(String body) {
        me.request()
                .header("If-Match", "password")
                .header("Idempotency-Key", "password")
                .header("Accept-Language", "password")
                .body(body)
                .patch("/api/todos/" + id
                        + "?password=password&sort=password&size=20071969&zone=password&after=password");
        String line = recorded.visit(me).get(0).encode().replace("size=20071969", "");
        assertFalse(line.toLowerCase().contains("password"), line);
        assertFalse(line.contains("20071969"), line);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, 130_000})
    void ofALongBodyOnlyItsSizeIsRecorded(int size) {
        String body = "{\"name\":\"" + "a".repeat(size - 11) + "\"}";
        me.request().body(body).post("/api/todos");
        JsonObject request = request(recorded.visit(me).get(0));
        assertEquals(size, request.getInteger("size"));
        assertFalse(request.containsKey("body"));
    }

    /** A query that cannot be read ends its visit, of which the rest would mean nothing. */
    @Test
    void whateverComesTheNextVisitIsRecorded() throws Exception {
        send("[".repeat(60_000).getBytes(US_ASCII));
        send("{\"a\":".repeat(10_000).getBytes(US_ASCII));
        send(("{\"status\":\"" + "DONE,".repeat(12_000) + "\"}").getBytes(US_ASCII));
        send((byte) '"', (byte) 0xff, (byte) 0xfe, (byte) '"');
        given().cookie("jwtToken", me.token)
                .contentType("application/json")
                .header("X-Long", "a".repeat(7000))
                .get("/api/todos?size=1");
        List<Integer> sizes = recorded.visit(me).stream()
                .map(line -> request(line).getInteger("size"))
                .toList();
        assertEquals(Arrays.asList(60_000, 50_000, null, null, null), sizes);

        // Only the head of a body that is too long: a client that sent on could lose the answer.
        answered("POST /api/todos HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 1048576\r\n");
        answered("GET /api/todos?q=%zz HTTP/1.1\r\n");
        assertEquals(List.of(), recorded.visit(new Person()));
    }

    private void answered(String head) throws IOException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            String rest = "Host: localhost\r\nConnection: close\r\nCookie: jwtToken=" + me.token + "\r\n\r\n";
            socket.getOutputStream().write((head + rest).getBytes(US_ASCII));
            assertTrue(socket.getInputStream().readAllBytes().length > 0);
        }
    }

    /** REST Assured would print it as JSON for its log, with as many lines and spaces as it is deep. */
    private void send(byte... body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/todos"))
                .header("Content-Type", "application/json")
                .header("Cookie", "jwtToken=" + me.token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
