package io.todolist.kit.test;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** In the place of another service: its feed of events, as tests write it. */
public class EventFeed implements AutoCloseable {
    private static final AtomicLong POSITION = new AtomicLong(System.currentTimeMillis());

    /** The queries it was asked with. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** The keys of the installation that it was shown, or null. */
    public final List<String> callerKeys = new CopyOnWriteArrayList<>();

    public final List<JsonObject> events = new CopyOnWriteArrayList<>();

    /** With 410 (the log has not what is asked for) it is read from its beginning, and is the new log from then on. */
    public volatile int status = 200;

    public final CompletableFuture<Void> wasAsked = new CompletableFuture<>();

    /** Answers wait for it. */
    public volatile CompletableFuture<Void> answering = CompletableFuture.completedFuture(null);

    // Not the JDK's server: the small runtime that -Daot makes has none.
    private final Vertx vertx = Vertx.vertx();
    private final String source;

    protected EventFeed(int port, String source) {
        this.source = source;
        vertx.createHttpServer()
                .requestHandler(this::whenAnswering)
                .listen(port, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    public JsonObject happened(String type, String subject) {
        JsonObject event = new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "urn:todolist:" + source)
                .put("type", type)
                .put("subject", subject)
                .put("sequence", "%020d-%019d".formatted(1, POSITION.incrementAndGet()))
                .put("time", "2026-01-31T00:00:00Z")
                .put("datacontenttype", "application/json")
                .put("data", new JsonObject());
        events.add(event);
        return event;
    }

    protected String lastPosition() {
        return events.get(events.size() - 1).getString("sequence");
    }

    private void whenAnswering(HttpServerRequest request) {
        asked.add(request.query());
        callerKeys.add(request.getHeader("X-Todolist-Caller-Key"));
        CompletableFuture<Void> now = answering;
        wasAsked.complete(null);
        now.thenRun(() -> answer(request));
    }

    private void answer(HttpServerRequest request) {
        boolean known = "key-of-dev-mode-and-tests".equals(request.getHeader("X-Todolist-Service-Key"));
        String done = request.getParam("done");
        if (status == 410 && done.isEmpty()) {
            status = 200;
        }
        List<JsonObject> next = events.stream()
                .filter(event -> event.getString("sequence").compareTo(done) > 0)
                .limit(3)
                .toList();
        request.response().setStatusCode(known ? status : 401).end(new JsonArray(next).encode());
    }

    @Override
    public void close() {
        answering.complete(null);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
