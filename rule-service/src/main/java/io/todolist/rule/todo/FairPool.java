package io.todolist.rule.todo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.Problems;
import io.todolist.kit.postgres.DatabasePool;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Connections that owners share: the requests of one get all but one of them, so nobody whose changes wait for a lock, or whose
 * searches take long, keeps others waiting. Further requests of that owner wait for their turn; one that waits for too long,
 * or behind too many, is a problem 503 with Retry-After.
 */
public abstract class FairPool extends DatabasePool {
    /** Of one owner. */
    private static final int MOST_WAITING = 100;

    private static final class Line {
        private int working;
        private final Deque<Turn> waiting = new ArrayDeque<>();
    }

    /** Complete when the request may work. */
    private static final class Turn extends CompletableFuture<Void> {
        private boolean ended;
    }

    /** As long as PostgreSQL waits for a lock: with it, well below the 10 s that the gateway waits for an answer. */
    private final Duration patience;

    private final Map<String, Line> lines = new HashMap<>();
    private Pool pool;
    private int mostOfOneOwner;
    private Vertx vertx;

    protected FairPool(Config config) {
        super(config);
        patience = config.lockTimeout();
    }

    /** Quarkus makes every pool while the service starts. */
    @Override
    public io.vertx.sqlclient.Pool create(Input input) {
        io.vertx.sqlclient.Pool made = super.create(input);
        pool = Pool.newInstance(made);
        mostOfOneOwner = Math.max(1, input.poolOptions().getMaxSize() - 1);
        vertx = input.vertx();
        return made;
    }

    /** @param work takes one connection of the pool at a time */
    public <T> Uni<T> use(String owner, Function<Pool, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Turn turn = turn(owner);
            return await(turn).chain(() -> work.apply(pool)).onTermination().invoke(() -> end(owner, turn));
        });
    }

    private Turn turn(String owner) {
        Turn turn = new Turn();
        synchronized (lines) {
            Line line = lines.computeIfAbsent(owner, any -> new Line());
            if (line.working < mostOfOneOwner) {
                line.working++;
                turn.complete(null);
            } else if (line.waiting.size() == MOST_WAITING) {
                throw tooMany();
            } else {
                line.waiting.add(turn);
            }
        }
        return turn;
    }

    private Uni<Void> await(Turn turn) {
        if (turn.isDone()) {
            return Uni.createFrom().voidItem();
        }
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .completionStage(turn.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS))
                .onFailure(TimeoutException.class)
                .transform(late -> tooMany())
                .emitOn(task -> context.runOnContext(now -> task.run()));
    }

    /** Also of a request whose client has gone, maybe just when its turn came. */
    private void end(String owner, Turn turn) {
        synchronized (lines) {
            if (turn.ended) {
                return;
            }
            turn.ended = true;
            Line line = lines.get(owner);
            if (turn.cancel(false) || turn.isCompletedExceptionally()) {
                // It never worked; there may be nobody left in the line.
                if (line != null) {
                    line.waiting.remove(turn);
                }
                return;
            }
            Turn next = line.waiting.poll();
            // Somebody whose time is just over does not take it any more.
            while (next != null && !next.complete(null)) {
                next = line.waiting.poll();
            }
            if (next == null && --line.working == 0) {
                lines.remove(owner);
            }
        }
    }

    private static HttpProblem tooMany() {
        return HttpProblem.builder()
                .withStatus(503)
                .withTitle("Service Unavailable")
                .withType(Problems.CONTENTION)
                .withDetail("Other requests of the same user are not done yet. Nothing was done")
                .withHeader(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }
}
