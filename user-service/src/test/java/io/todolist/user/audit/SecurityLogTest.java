package io.todolist.user.audit;

import static io.todolist.user.Person.as;
import static io.todolist.user.Person.json;
import static io.todolist.user.Person.refresh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.todolist.user.Database;
import io.todolist.user.Person;
import io.todolist.user.factor.Authenticator;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to accounts and sessions is in the security log, and nothing that is secret. */
@QuarkusTest
class SecurityLogTest {
    private static final Logger LOG = Logger.getLogger("io.todolist.security");
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    private final Person ann = Person.unregistered();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            records.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(handler);
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

    private List<LogRecord> warnings() {
        return records.stream()
                .filter(record -> record.getLevel().intValue() > Level.INFO.intValue())
                .toList();
    }

    private List<JsonObject> lines() {
        return records.stream()
                .map(record -> new JsonObject(record.getMessage()))
                .toList();
    }

    private List<String> events(String user) {
        return lines().stream()
                .filter(line -> user.equals(line.getString("user")))
                .map(line -> line.getString("event"))
                .toList();
    }

    private void noneHas(String... secrets) {
        for (LogRecord record : records) {
            for (String secret : secrets) {
                assertFalse(record.getMessage().contains(secret), record.getMessage());
            }
        }
    }
}
