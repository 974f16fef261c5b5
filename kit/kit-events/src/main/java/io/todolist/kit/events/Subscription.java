package io.todolist.kit.events;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads another service's feed: when a hint says that there is something new, soon after the start, and from time to time. What
 * it brings takes effect in the order of the feed, each event once, however many instances read at the same time.
 */
@Singleton
public class Subscription {
    private static final int GONE = 410;
    private static final long LONGEST_PAUSE = 60_000;

    private final EventsConfig config;
    private final Calls calls;
    private final Effects effects;
    private final Vertx vertx;
    private final String consumer;

    /** Who finds a reading under way leaves word to look once more. */
    private final AtomicInteger wanted = new AtomicInteger();

    private volatile int failures;
    private long first;
    private long next;

    /** There is one at a time, however many hints fail. */
    private final AtomicLong retry = new AtomicLong(-1);

    Subscription(
            EventsConfig config,
            Calls calls,
            Effects effects,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.application.name") String consumer) {
        this.config = config;
        this.calls = calls;
        this.effects = effects;
        this.vertx = vertx;
        this.consumer = consumer;
    }

    void schedule(@Observes StartupEvent start) {
        if (config.feed().isPresent()) {
            first = vertx.setTimer(config.first().toMillis(), timer -> readAlone());
            next = vertx.setPeriodic(config.every().toMillis(), timer -> readAlone());
        }
    }

    /** The database's pool closes soon after. */
    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(first);
        vertx.cancelTimer(next);
        vertx.cancelTimer(retry.get());
    }

    /**
     * Complete when what is new has taken effect, or when this instance is at it already; problem 503 when that failed. It goes
     * on when whoever asked goes away.
     */
    public Uni<Void> read() {
        if (config.feed().isEmpty() || wanted.getAndIncrement() > 0) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().emitter(emitter -> readOn().subscribe().with(emitter::complete, failure -> {
            tryAgainLater(failure);
            emitter.fail(HttpProblem.valueOf(Response.Status.SERVICE_UNAVAILABLE, "The events could not be read now"));
        }));
    }

    /** On a context of its own: a trace, or what stands in a log's line, is of this reading and not of all that timers do. */
    private void readAlone() {
        VertxContext.getOrCreateDuplicatedContext(vertx.getDelegate())
                .runOnContext(own -> read().subscribe().with(done -> {}, failure -> {}));
    }

    /** As long as somebody leaves word meanwhile, and that may be for hours: so what is done again is not nested in what was done. */
    private Uni<Void> readOn() {
        return asLongAs(this::readOnce);
    }

    private Uni<Boolean> readOnce() {
        int seen = wanted.get();
        return effects.takeUpAgain().chain(() -> asLongAs(this::readPage)).map(done -> {
            failures = 0;
            return wanted.addAndGet(-seen) > 0;
        });
    }

    /** The last question, whose answer is empty, tells the source what has taken effect here. */
    private Uni<Boolean> readPage() {
        return effects.place().chain(place -> calls.feed(feed(place))
                .map(Subscription::events)
                .chain(events -> events.isEmpty()
                        ? Uni.createFrom().item(false)
                        : effects.take(place, events).replaceWith(true))
                .onFailure(Subscription::isGone)
                .recoverWithUni(gone -> effects.beginAnew(place).replaceWith(true)));
    }

    private static Uni<Void> asLongAs(Supplier<Uni<? extends Boolean>> more) {
        return Multi.createBy()
                .repeating()
                .uni(more)
                .whilst(again -> again)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private String feed(Row place) {
        return "%s?consumer=%s&done=%s&setAside=%s"
                .formatted(
                        config.feed().orElseThrow(), consumer, place.getString("done"), place.getString("set_aside"));
    }

    private static List<JsonObject> events(Buffer batch) {
        JsonArray events = new JsonArray(batch.getDelegate());
        return IntStream.range(0, events.size()).mapToObj(events::getJsonObject).toList();
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof HttpException answer && answer.getStatusCode() == GONE;
    }

    private void tryAgainLater(Throwable failure) {
        Log.warnf("Events could not be read: %s", failure.getMessage());
        wanted.set(0);
        long pause = Math.min(LONGEST_PAUSE, config.firstPause().toMillis() << Math.min(failures++, 10));
        vertx.cancelTimer(retry.getAndSet(vertx.setTimer(pause, timer -> readAlone())));
    }
}
