package io.todolist.gateway.downstream;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.Problems;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * How many requests may be on their way to a service: more would only wait for each other there. A person gets a further place
 * while she has fewer than are free (the dynamic threshold of Choudhury and Hahne, IEEE/ACM Transactions on Networking 6(2),
 * 1998, with alpha 1): one who asks without end has half of them, two a third each, and something is left for whoever comes
 * next. A place that is given back goes to whoever waits and has the fewest, and where several have as few, to the request that
 * came first. A request is refused with problem 503 of type busy after {@code todolist.downstream.longest-wait}. SmallRye's
 * bulkhead does this for requests in threads of its own, and moves each one there.
 */
final class Places {
    private final String name;
    private final DownstreamConfig config;
    private final Vertx vertx;

    /** Of those who have places or wait for one. */
    private final Map<String, Share> shares = new HashMap<>();

    private int free;
    private int waiting;

    Places(String name, int most, DownstreamConfig config, Vertx vertx) {
        this.name = name;
        this.free = most;
        this.config = config;
        this.vertx = vertx;
    }

    /**
     * The place is taken when somebody subscribes. A client that goes away while it waits for one leaves the line.
     *
     * @param atEnd gives the place back, now or later; it is called when the request is over or nobody waits for it any more
     */
    <T> Uni<T> use(String person, Uni<T> request, Consumer<Runnable> atEnd) {
        return Uni.createFrom().deferred(() -> {
            Place place = new Place(person);
            return place.taken().chain(() -> request).onTermination().invoke(() -> place.end(atEnd));
        });
    }

    /** With the lock of this. */
    private void handOver() {
        while (waiting > 0) {
            Share fewest = shares.values().stream()
                    .filter(share -> !share.line.isEmpty())
                    .min(Share.FEWEST_THEN_FIRST)
                    .orElseThrow();
            if (fewest.taken >= free) {
                return;
            }
            Place next = fewest.line.remove();
            waiting--;
            next.take(fewest);
            next.turn.complete(null);
        }
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

    /** What one person has of the places. */
    private static final class Share {
        private static final Comparator<Share> FEWEST_THEN_FIRST = Comparator.<Share>comparingInt(share -> share.taken)
                .thenComparingLong(share -> share.line.element().came);

        private final Queue<Place> line = new ArrayDeque<>();
        private int taken;
    }

    /** Of one request. Whoever changes anything has the lock of all places: requests come and end on several event loops. */
    private final class Place {
        private final String person;
        private final Context context = vertx.getOrCreateContext();
        private final long came = System.nanoTime();
        private final CompletableFuture<Void> turn = new CompletableFuture<>();
        private boolean taken;

        private Place(String person) {
            this.person = person;
        }

        private Uni<Void> taken() {
            synchronized (Places.this) {
                Share share = shares.computeIfAbsent(person, same -> new Share());
                if (share.taken < free) {
                    take(share);
                    return Uni.createFrom().voidItem();
                }
                share.line.add(this);
                waiting++;
            }
            long end = vertx.setTimer(config.longestWait().toMillis(), late -> refuse());
            return Uni.createFrom()
                    .completionStage(turn)
                    .onTermination()
                    .invoke(() -> vertx.cancelTimer(end))
                    .emitOn(task -> context.runOnContext(now -> task.run()));
        }

        private void take(Share share) {
            share.taken++;
            free--;
            taken = true;
        }

        private void refuse() {
            if (leaveLine()) {
                turn.completeExceptionally(busy());
            }
        }

        /** A client that goes away while something else is done with the answer ends it again. */
        private void end(Consumer<Runnable> atEnd) {
            boolean had;
            synchronized (Places.this) {
                had = taken;
                taken = false;
            }
            if (had) {
                atEnd.accept(this::giveBack);
            } else {
                leaveLine();
            }
        }

        private void giveBack() {
            synchronized (Places.this) {
                Share share = shares.get(person);
                share.taken--;
                free++;
                forgetIfUnused(share);
                handOver();
            }
        }

        /** @return whether it was in the line */
        private boolean leaveLine() {
            synchronized (Places.this) {
                Share share = shares.get(person);
                if (share == null || !share.line.remove(this)) {
                    return false;
                }
                waiting--;
                forgetIfUnused(share);
                return true;
            }
        }

        private void forgetIfUnused(Share share) {
            if (share.taken == 0 && share.line.isEmpty()) {
                shares.remove(person);
            }
        }
    }
}
