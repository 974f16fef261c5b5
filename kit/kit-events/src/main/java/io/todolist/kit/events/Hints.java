package io.todolist.kit.events;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.TraceContext;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says that something has happened, as a CloudEvent (1.0, structured mode), which also wakes whoever is asleep. Nobody waits for
 * it, and it may get lost or come twice: what counts is the feed. While one is on its way, whatever happens meanwhile makes one more.
 */
@Singleton
public class Hints {
    private static final int MOST_TRIES = 5;

    private final EventsConfig config;
    private final Vertx vertx;
    private final Calls calls;
    private final String source;
    private final AtomicReference<JsonObject> next = new AtomicReference<>();
    private final AtomicBoolean sending = new AtomicBoolean();

    Hints(
            EventsConfig config,
            Vertx vertx,
            Calls calls,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.config = config;
        this.vertx = vertx;
        this.calls = calls;
        this.source = EventLog.SOURCE + service;
    }

    /**
     * After the transaction that wrote the event.
     *
     * @param trace of the request that it came from (traceparent); {@code null} for none
     */
    public void send(UUID id, String type, String subject, String trace) {
        if (config.sink().isPresent()) {
            next.set(new JsonObject()
                    .put("specversion", "1.0")
                    .put("id", id.toString())
                    .put("source", source)
                    .put("type", type)
                    .put("subject", subject)
                    .put(TraceContext.PARENT, trace));
            sendNext();
        }
    }

    /** Whoever has had its turn looks again: who came meanwhile has left its hint, and gone. */
    private void sendNext() {
        while (next.get() != null && sending.compareAndSet(false, true)) {
            JsonObject hint = next.getAndSet(null);
            if (hint != null) {
                sendAlone(hint);
                return;
            }
            // Somebody else has just sent it.
            sending.set(false);
        }
    }

    private void sendAlone(JsonObject hint) {
        send(hint, 1)
                .onFailure()
                .invoke(failure -> Log.warnf("A hint of new events got lost: %s", failure.getMessage()))
                .onTermination()
                .invoke(() -> sending.set(false))
                .subscribe()
                .with(done -> sendNext(), failure -> sendNext());
    }

    private Uni<Void> send(JsonObject hint, int attempt) {
        return calls.hint(config.sink().orElseThrow().toString(), hint)
                .replaceWithVoid()
                .onFailure(failure -> attempt < MOST_TRIES)
                .recoverWithUni(failure -> pause(attempt).chain(() -> send(hint, attempt + 1)));
    }

    private Uni<Void> pause(int attempt) {
        long millis = config.firstPause().toMillis() << attempt;
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(millis, timer -> emitter.complete(null)));
    }
}
