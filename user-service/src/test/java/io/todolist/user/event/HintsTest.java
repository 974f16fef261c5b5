package io.todolist.user.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.todolist.user.Person;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever wants to know is woken when something has happened. */
@QuarkusTest
@TestProfile(HintsTest.Told.class)
class HintsTest {
    private static final int PORT = 15487;

    public static class Told implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.events.sink", "http://localhost:" + PORT + "/events", "todolist.events.timeout", "2s");
        }
    }

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> answering = new CompletableFuture<>();
    private volatile String refused;
    private volatile String cutShort;
    private HttpServer ear;

    @BeforeEach
    void listen() throws IOException {
        ear = HttpServer.create(new InetSocketAddress("localhost", PORT), 0);
        ear.createContext("/events", this::answer);
        ear.start();
    }

    @AfterEach
    void stop() {
        answering.complete(null);
        ear.stop(0);
    }

    /** In its five tries, which are all refused. */
    @Test
    void whatHappensWhileAHintGetsLostIsTold() {
        Person ann = Person.registered();
        Person ben = Person.registered();
        String token = ann.accessToken();
        refused = idOf(token);
        String another = ben.accessToken();
        String told = idOf(another);
        delete(ann, token);
        await().until(() -> heard.contains(refused));
        delete(ben, another);
        answering.complete(null);
        await().atMost(Duration.ofSeconds(60)).until(() -> heard.contains(told));
    }

    /** The connection stays, and nothing comes any more. */
    @Test
    void whatHappensWhileAnAnswerStopsInTheMiddleIsTold() {
        Person ann = Person.registered();
        Person ben = Person.registered();
        String token = ann.accessToken();
        cutShort = idOf(token);
        String another = ben.accessToken();
        String told = idOf(another);
        answering.complete(null);
        delete(ann, token);
        await().until(() -> heard.contains(cutShort));
        delete(ben, another);
        await().atMost(Duration.ofSeconds(60)).until(() -> heard.contains(told));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String subject = new JsonObject(body).getString("subject");
        heard.add(subject);
        answering.join();
        if (subject.equals(cutShort)) {
            exchange.sendResponseHeaders(503, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            return;
        }
        exchange.sendResponseHeaders(subject.equals(refused) ? 503 : 204, -1);
        exchange.close();
    }

    private static String idOf(String token) {
        return Person.as(token).get("/me").path("id");
    }

    private static void delete(Person person, String token) {
        Person.as(token)
                .contentType("application/json")
                .body(Map.of("password", person.password()))
                .delete("/me")
                .then()
                .statusCode(204);
    }
}
