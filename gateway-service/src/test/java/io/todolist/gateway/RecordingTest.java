package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
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

    private final Recorded recorded = Recorded.in(FOLDER);
    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void myListIsEmpty() {
        services.rules.stubFor(
                me.with(get(urlPathEqualTo("/todos"))).atPriority(10).willReturn(okJson("{}")));
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
        JsonObject line = created("Buy milk for grandmother").get(0);
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
                "milk",
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
        "Milk 24 b, 24 B",
        "Löwenzahn, LÖWEN"
    })
    void aSearchFindsWhatItFound(String name, String search) {
        me.request().queryParam("q", search).get("/api/todos").then().statusCode(200);
        List<JsonObject> visit = created(name);
        String replaced = request(visit.get(1)).getJsonObject("body").getString("name");
        String query = request(visit.get(0)).getString("query");
        String searched = java.net.URLDecoder.decode(query.substring(2), StandardCharsets.UTF_8);
        assertNotEquals(search, searched);
        assertTrue(replaced.toLowerCase().contains(searched.toLowerCase()), replaced + " has no " + searched);
    }
}
