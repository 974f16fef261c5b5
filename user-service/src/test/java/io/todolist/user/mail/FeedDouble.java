package io.todolist.user.mail;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.todolist.user.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** In the place of rule-service: a feed of what is due. */
final class FeedDouble implements AutoCloseable {
    /** As in application.properties. */
    private static final int PORT = 15485;

    private static final AtomicLong POSITION = new AtomicLong(System.currentTimeMillis());

    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile boolean other;

    FeedDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", PORT), 0);
        server.createContext("/events", this::answer);
        server.start();
    }

    static JsonObject todos(int number, String... names) {
        return new JsonObject().put("number", number).put("names", new JsonArray(List.of(names)));
    }

    JsonObject due(String account, JsonObject today, JsonObject overdue) {
        return due(account, LocalDate.now(), Instant.now().plus(1, ChronoUnit.HOURS), today, overdue);
    }

    JsonObject due(String account, LocalDate day, Instant until, JsonObject today, JsonObject overdue) {
        JsonObject event = new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "urn:todolist:rule-service")
                .put("type", "io.todolist.todos.due.v1")
                .put("subject", account)
                .put("sequence", "%020d-%019d".formatted(1, POSITION.incrementAndGet()))
                .put("time", Instant.now().toString())
                .put("datacontenttype", "application/json")
                .put(
                        "data",
                        new JsonObject()
                                .put("day", day.toString())
                                .put("until", until.toString())
                                .put("today", today)
                                .put("overdue", overdue));
        events.add(event);
        return event;
    }

    /** The log does not have the place any more that is asked for, and is read from its beginning. */
    void becomeAnother() {
        other = true;
    }

    /** A hint that comes while the feed is read anyway is answered at once. */
    void awaitTaken() {
        String last = events.get(events.size() - 1).getString("sequence");
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            given().contentType("application/cloudevents+json").body("{}").post("/events");
            return !other
                    && Database.row("select count(*) from event_place where done = $1", last)
                                    .getLong(0)
                            == 1;
        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        String done = exchange.getRequestURI().getQuery().replaceFirst(".*done=([^&]*).*", "$1");
        boolean known =
                "key-of-dev-mode-and-tests".equals(exchange.getRequestHeaders().getFirst("X-Todolist-Service-Key"));
        other &= !done.isEmpty();
        byte[] body = new JsonArray(events.stream()
                        .filter(event -> event.getString("sequence").compareTo(done) > 0)
                        .toList())
                .encode()
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(!known ? 401 : other ? 410 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
