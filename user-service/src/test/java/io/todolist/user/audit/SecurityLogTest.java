package io.todolist.user.audit;

import static io.restassured.RestAssured.given;
import static io.todolist.user.Person.as;
import static io.todolist.user.Person.json;
import static io.todolist.user.Person.refresh;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.todolist.kit.test.LogLines;
import io.todolist.user.Database;
import io.todolist.user.Person;
import io.todolist.user.factor.Authenticator;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to accounts and sessions is in the security log, and nothing that is secret. */
@QuarkusTest
class SecurityLogTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    private final Person ann = Person.unregistered();
    private int asked;
    private LogLines log;

    @BeforeEach
    void listen() {
        log = new LogLines(LogLines.SECURITY);
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void tellsTheLifeOfAnAccount() {
        ann.register().then().statusCode(201);
        JsonPath session = ann.signIn();
        String user = session.getString("user.id");
        as(session.getString("accessToken"))
                .contentType(ContentType.JSON)
                .body(Map.of("email", "ann@example.org", "currentPassword", ann.password()))
                .patch("/me")
                .then()
                .statusCode(200);
        String next = "another battery 18";
        session = Person.changePassword(session.getString("accessToken"), null, ann.password(), next)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        json(Map.of("refreshToken", session.getString("refreshToken")))
                .post("/sessions/logout")
                .then()
                .statusCode(204);
        String token = ann.withPassword(next).accessToken();
        as(token)
                .contentType(ContentType.JSON)
                .body(Map.of("refreshToken", ""))
                .post("/sessions/logout-others")
                .then()
                .statusCode(204);
        as(token).delete("/sessions").then().statusCode(204);
        as(token)
                .contentType(ContentType.JSON)
                .body(Map.of("password", next))
                .delete("/me")
                .then()
                .statusCode(204);
        assertEquals(
                List.of(
                        "registered",
                        "signed-in",
                        "profile-changed",
                        "password-changed",
                        "signed-out",
                        "signed-in",
                        "signed-out-elsewhere",
                        "signed-out-everywhere",
                        "account-deleted"),
                events(user));
        noneHas(ann.name(), ann.password(), next, token, "ann@example.org", session.getString("refreshToken"));
    }

    @Test
    void tellsTheLifeOfASecondFactor() {
        String user = ann.register().then().extract().path("user.id");
        Authenticator app = new Authenticator(ann);
        app.turnOn();
        app.signIn(ann.password(), app.wrongCode()).then().statusCode(401);
        String recovery = app.recoveryCodes().get(0);
        String token = app.signIn(ann.password(), recovery).path("accessToken");
        String code = app.code(1);
        app.turnOff(token, ann.password(), code).then().statusCode(204);
        assertEquals(
                List.of(
                        "registered",
                        "signed-in",
                        "second-factor-on",
                        "code-refused",
                        "recovery-code-used",
                        "signed-in",
                        "second-factor-off"),
                events(user));
        noneHas(recovery, recovery.replace("-", ""), code, token);
    }

    @Test
    void tellsWhenWhereAndInWhichRequest() {
        ann.register();
        signIn(ann.password()).then().statusCode(200);
        JsonObject line = lines().get(1);
        assertEquals("203.0.113.7", line.getString("source"));
        assertEquals(TRACE_ID, line.getString("traceId"));
        assertTrue(line.getString("time").endsWith("Z"), line.encode());
        Duration age = Duration.between(line.getInstant("time"), Instant.now());
        assertTrue(!age.isNegative() && age.compareTo(Duration.ofMinutes(1)) < 0, line.encode());
        assertTrue(line.getString("session").matches("[0-9a-f]{32}"), line.encode());
    }

    @Test
    void tellsWrongPasswordsOfKnownAndUnknownNames() {
        signIn(ann.password()).then().statusCode(401);
        String user = ann.register().then().extract().path("user.id");
        for (int i = 0; i < 5; i++) {
            signIn("not " + ann.password());
        }
        signIn(ann.password()).then().statusCode(429);
        List<JsonObject> lines = lines();
        assertEquals("password-refused", lines.get(0).getString("event"));
        assertFalse(lines.get(0).containsKey("user"), lines.get(0).encode());
        List<String> events = events(user);
        assertEquals("password-refused", events.get(1));
        assertEquals("too-many-passwords", events.get(events.size() - 1));
        noneHas(ann.name(), ann.password());
    }

    @Test
    void warnsOfASpentTokenAndOfNothingElse() {
        ann.register();
        JsonPath first = ann.signIn();
        String user = first.getString("user.id");
        JsonPath second = refresh(first.getString("refreshToken")).jsonPath();
        refresh(first.getString("refreshToken")).then().statusCode(200);
        refresh("x".repeat(64)).then().statusCode(401);
        refresh(second.getString("refreshToken")).then().statusCode(200);
        assertEquals(List.of(), warnings());
        refresh(first.getString("refreshToken")).then().statusCode(401);
        refresh(first.getString("refreshToken")).then().statusCode(401);
        assertEquals(1, warnings().size());
        JsonObject warning = new JsonObject(warnings().get(0).getMessage());
        assertEquals("spent-token-used", warning.getString("event"));
        assertEquals(user, warning.getString("user"));
    }

    @Test
    void tellsWhoWantedWhatIsNotForThem() {
        ann.register();
        JsonPath session = ann.signIn();
        JsonObject line = toldOf("right-missing", session.getString("accessToken"), 403);
        assertEquals(session.getString("user.id"), line.getString("user"));
        assertTrue(line.getString("session").matches("[0-9a-f]{32}"), line.encode());
        assertEquals("203.0.113.7", line.getString("source"));
        assertEquals(TRACE_ID, line.getString("traceId"));
        assertEquals("GET /users", line.getString("method") + " " + line.getString("path"));
        noneHas(ann.name(), session.getString("accessToken"));
    }

    @Test
    void tellsOfATokenWhoseSessionIsOver() {
        ann.register();
        String token = ann.accessToken();
        as(token).delete("/sessions").then().statusCode(204);
        Database.update("update ended_session set ended_at = now() - interval '1 minute'");
        toldOf("token-refused", token, 401);
        noneHas(ann.name(), token);
    }

    @Test
    void tellsOfATokenThatSomebodyMadeUp() {
        String token = "made.up.token";
        JsonObject line = toldOf("token-refused", token, 401);
        assertFalse(line.containsKey("user"), line.encode());
        noneHas(token);
    }

    /** Nor does it fill the disk; the lines say how many they stand for. */
    @Test
    void tellsOfManyTokensOnceASecond() {
        toldOf("token-refused", "made.up.token", 401);
        log.records().clear();
        asked = 0;
        long start = System.nanoTime();
        for (; asked < 100; asked++) {
            given().auth().oauth2("made.up.token").get("/users").then().statusCode(401);
        }
        toldOf("token-refused", "made.up.token", 401);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        assertTrue(log.records().size() <= seconds + 1, log.records().size() + " lines in " + seconds + " s");
        long told = lines().stream()
                .mapToLong(line -> 1 + line.getLong("others", 0L))
                .sum();
        assertEquals(asked, told);
    }

    @Test
    void saysNothingOfAStranger() {
        given().get("/users").then().statusCode(401);
        given().header("Authorization", "Basic eDp5").get("/users").then().statusCode(401);
        assertEquals(List.of(), lines());
    }

    @Test
    void aSessionThatRanOutIsNoTheft() {
        ann.register();
        JsonPath session = ann.signIn();
        refresh(session.getString("refreshToken")).then().statusCode(200);
        Database.update("update refresh_family set expires_at = now() - interval '1 hour' where account_id = "
                + "(select id from account where name = '" + ann.name() + "')");
        refresh(session.getString("refreshToken")).then().statusCode(401);
        assertEquals(List.of(), warnings());
    }

    private Response signIn(String password) {
        RequestSpecification request = json(Map.of("name", ann.name(), "password", password));
        return request.header("X-Todolist-Source", "203.0.113.7")
                .header("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-00")
                .post("/sessions");
    }

    /** The line of this event; there is one in a second, which may have been another test's. */
    private JsonObject toldOf(String event, String token, int status) {
        return await().until(
                        () -> {
                            asked++;
                            as(token)
                                    .header("X-Todolist-Source", "203.0.113.7")
                                    .header("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-00")
                                    .get("/users")
                                    .then()
                                    .statusCode(status);
                            return lines().stream()
                                    .filter(line -> event.equals(line.getString("event"))
                                            && TRACE_ID.equals(line.getString("traceId")))
                                    .findFirst()
                                    .orElse(null);
                        },
                        Objects::nonNull);
    }

    private List<LogRecord> warnings() {
        return log.records().stream()
                .filter(record -> record.getLevel().intValue() > Level.INFO.intValue())
                .toList();
    }

    private List<JsonObject> lines() {
        return log.texts().map(JsonObject::new).toList();
    }

    private List<String> events(String user) {
        return lines().stream()
                .filter(line -> user.equals(line.getString("user")))
                .map(line -> line.getString("event"))
                .toList();
    }

    private void noneHas(String... secrets) {
        for (String line : log.texts().toList()) {
            for (String secret : secrets) {
                assertFalse(line.contains(secret), line);
            }
        }
    }
}
