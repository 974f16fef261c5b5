package io.todolist.user.audit;

import static io.todolist.user.Person.as;
import static io.todolist.user.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.todolist.kit.test.RequestLines;
import io.todolist.user.OtherSettings;
import io.todolist.user.Person;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A line of the request log for each request, and no name, password, token or id. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherSettings.class)
class RequestLogTest {
    private final Person ann = Person.unregistered();
    private final RequestLines log = new RequestLines();

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void tellsTheLifeOfASessionWithoutWhoseItIs() throws Exception {
        Map<String, String> credentials = Map.of("name", ann.name(), "password", ann.password());
        JsonObject registered = lineOf(json(credentials), request -> request.post("/users"));
        assertEquals("POST /users 201", summary(registered));
        assertFalse(registered.containsKey("owner"), registered.encode());
        JsonPath session = ann.signIn();
        String token = session.getString("accessToken");
        String refreshToken = session.getString("refreshToken");
        JsonObject me = lineOf(as(token), request -> request.get("/me"));
        assertEquals("GET /me 200", summary(me));
        assertTrue(me.getString("owner").matches("[0-9a-f]{16}"), me.encode());
        JsonObject renewed =
                lineOf(json(Map.of("refreshToken", refreshToken)), request -> request.post("/sessions/refresh"));
        assertEquals("POST /sessions/refresh 200", summary(renewed));
        JsonObject ended = lineOf(
                as(token),
                request -> request.delete(
                        "/sessions/" + session.getString("user.id").replace("-", "")));
        assertEquals("/sessions/{id}", ended.getString("route"));
        String id = session.getString("user.id");
        for (String line : log.all()) {
            for (String secret : List.of(ann.name(), ann.password(), token, refreshToken, id, id.replace("-", ""))) {
                assertFalse(line.contains(secret), line);
            }
        }
    }

    /** Before its body is there. */
    @Test
    void aRequestWhoseClientGoesAwayIsOneLine() throws Exception {
        ann.register().then().statusCode(201);
        String body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(ann.name(), ann.password());
        String trace = RequestLines.trace();
        Socket socket = send("POST /sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\ntraceparent: "
                + RequestLines.parent(trace) + "\r\nContent-Length: " + (body.length() + 1) + "\r\n\r\n" + body);
        socket.close();
        JsonObject line = log.line(trace);
        assertEquals("POST /sessions 499", summary(line));
        as(ann.accessToken()).get("/me").then().statusCode(200);
        assertEquals(1, log.lines(trace).size());
    }

    private static Socket send(String request) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String summary(JsonObject line) {
        return line.getString("method") + " " + line.getString("route") + " " + line.getInteger("status");
    }

    private JsonObject lineOf(RequestSpecification request, Function<RequestSpecification, ?> send) throws Exception {
        return log.lineOf(parent -> send.apply(request.header("traceparent", parent)));
    }
}
