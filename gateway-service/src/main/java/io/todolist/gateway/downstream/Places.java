package io.todolist.gateway.downstream;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.Problems;
import io.vertx.core.Vertx;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * How many requests may be on their way to a service: more would only wait for each other there. A person gets a further place
 * while she has fewer than are free (the dynamic threshold of Choudhury and Hahne, IEEE/ACM Transactions on Networking 6(2),
 * 1998, with alpha 1): one who asks without end has half of them, two a third each, and something is left for whoever comes
 * next. Whoever gets no place asks again every few milliseconds, because to refuse a request and get it again costs more than
 * to let it wait, and is refused with problem 503 of type busy after {@code todolist.downstream.longest-wait}. There is no line
 * that somebody who goes away would have to be taken out of. SmallRye's bulkhead does this for requests in threads of its own,
 * and moves each one there.
 */
final class Places {
    private final String name;
    private final int most;
    private final DownstreamConfig config;
    private final Vertx vertx;
    private final Map<String, Integer> taken = new HashMap<>();
    private int allTaken;

    Places(String name, int most, DownstreamConfig config, Vertx vertx) {
        this.name = name;
        this.most = most;
        this.config = config;
        this.vertx = vertx;
    }

    /** The place is taken when somebody subscribes, and given back however that ends: a client that has gone away gets none. */
    <T> Uni<T> use(String person, Uni<T> request) {
        return use(person, request, Runnable::run);
    }

    /** @param atEnd gives the place back, now or later */
    <T> Uni<T> use(String person, Uni<T> request, Consumer<Runnable> atEnd) {
        return Uni.createFrom()
                .deferred(() ->
                        taken(person, System.nanoTime() + config.longestWait().toNanos()))
                .chain(() -> {
                    // A client that goes away while something else is done with the answer ends it again.
                    AtomicBoolean ended = new AtomicBoolean();
                    return request.onTermination().invoke(() -> {
                        if (ended.compareAndSet(false, true)) {
                            atEnd.accept(() -> giveBack(person));
                        }
                    });
                });
    }

    private Uni<Void> taken(String person, long end) {
        if (take(person)) {
            return Uni.createFrom().voidItem();
        }
        return System.nanoTime() < end
                ? pause().chain(() -> taken(person, end))
                : Uni.createFrom().failure(busy());
    }

    private synchronized boolean take(String person) {
        int mine = taken.getOrDefault(person, 0);
        if (mine >= most - allTaken) {
            return false;
        }
        taken.put(person, mine + 1);
        allTaken++;
        return true;
    }

    private synchronized void giveBack(String person) {
        taken.computeIfPresent(person, (same, mine) -> mine == 1 ? null : mine - 1);
        allTaken--;
    }

    private Uni<Void> pause() {
        long millis = ThreadLocalRandom.current().nextLong(5, 15);
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(millis, timer -> emitter.complete(null)));
    }

    private HttpProblem busy() {
        return HttpProblem.builder()
                .withType(Problems.BUSY)
                .withStatus(Response.Status.SERVICE_UNAVAILABLE)
                .withTitle(Response.Status.SERVICE_UNAVAILABLE.getReasonPhrase())
                .withDetail(name + " has as much to do as it can. Nothing was done")
                .withHeader(
                        HttpHeaders.RETRY_AFTER, Math.max(1, config.retryAfter().toSeconds()))
                .build();
    }
}
