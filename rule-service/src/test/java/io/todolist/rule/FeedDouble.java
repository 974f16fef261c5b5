package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** In the place of user-service: a feed of events that tests write. */
final class FeedDouble implements AutoCloseable {
    /** As in application.properties. */
    private static final int PORT = 15483;

    private static final AtomicLong POSITION = new AtomicLong(System.currentTimeMillis());

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<JsonObject> events = new CopyOnWriteArrayList<>();
    volatile int status = 200;

    final CountDownLatch wasAsked = new CountDownLatch(1);

    /** Answers wait for it. */
    volatile CountDownLatch answering = new CountDownLatch(0);

    private final HttpServer server;

    FeedDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", PORT), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/events", this::answer);
        server.start();
    }

    JsonObject deleted(String account) {
        return happened("io.todolist.account.deleted.v1", account);
    }

    JsonObject settings(String account, boolean morningMail, String timeZone, Instant time) {
        JsonObject event = happened("io.todolist.account.settings.v1", account).put("time", time.toString());
        event.getJsonObject("data")
                .put("morningMail", morningMail)
                .put("timeZone", timeZone)
                .put("language", "en");
        return event;
    }

    JsonObject happened(String type, String subject) {
        JsonObject event = new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "urn:todolist:user-service")
                .put("type", type)
                .put("subject", subject)
                .put("sequence", "%020d-%019d".formatted(1, POSITION.incrementAndGet()))
                .put("time", "2026-01-31T00:00:00Z")
                .put("datacontenttype", "application/json")
                .put("data", new JsonObject());
        events.add(event);
        return event;
    }

    /** A hint that comes while the feed is read anyway is answered at once. */
    void awaitTaken() {
        String last = events.get(events.size() - 1).getString("sequence");
        long end = System.nanoTime() + 20_000_000_000L;
        do {
            hint();
            assertTrue(System.nanoTime() < end, "the last event is not taken");
        } while (Database.run("select from event_place where done = $1", last).size() == 0);
    }

    static ValidatableResponse hint() {
        return given().contentType("application/cloudevents+json")
                .body("{}")
                .post("/events")
                .then();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        asked.add(query);
        wasAsked.countDown();
        awaitAnswering();
        int answered =
                "key-of-dev-mode-and-tests".equals(exchange.getRequestHeaders().getFirst("X-Todolist-Service-Key"))
                        ? status
                        : 401;
        // An older log has not what is asked for, and is read from its beginning.
        if (answered == 410 && query.contains("done=&")) {
            answered = status = 200;
        }
        String done = query.replaceFirst(".*done=([^&]*).*", "$1");
        JsonArray next = new JsonArray(events.stream()
                .filter(event -> event.getString("sequence").compareTo(done) > 0)
                .limit(3)
                .toList());
        byte[] body = next.encode().getBytes(UTF_8);
        exchange.sendResponseHeaders(answered, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitAnswering() {
        try {
            answering.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        answering.countDown();
        server.stop(0);
    }
}
