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
        private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
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
        return Uni.createFrom().deferred(() -> turn(owner)).chain(() -> Uni.createFrom()
                .deferred(() -> work.apply(pool))
                .onTermination()
                .invoke(() -> next(owner)));
    }

    private Uni<Void> turn(String owner) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (lines) {
            Line line = lines.computeIfAbsent(owner, any -> new Line());
            if (line.working < mostOfOneOwner) {
                line.working++;
                return Uni.createFrom().voidItem();
            }
            if (line.waiting.size() == MOST_WAITING) {
                return Uni.createFrom().failure(tooMany());
            }
            line.waiting.add(turn);
        }
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .completionStage(turn.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS))
                .onFailure(TimeoutException.class)
                .invoke(() -> leave(owner, turn))
                .onFailure(TimeoutException.class)
                .transform(late -> tooMany())
                .emitOn(task -> context.runOnContext(now -> task.run()));
    }

    private void next(String owner) {
        synchronized (lines) {
            Line line = lines.get(owner);
            CompletableFuture<Void> turn = line.waiting.poll();
            // Somebody whose time is just over does not take it any more.
            while (turn != null && !turn.complete(null)) {
                turn = line.waiting.poll();
            }
            if (turn == null && --line.working == 0) {
                lines.remove(owner);
            }
        }
    }

    private void leave(String owner, CompletableFuture<Void> turn) {
        synchronized (lines) {
            Line line = lines.get(owner);
            if (line != null) {
                line.waiting.remove(turn);
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
