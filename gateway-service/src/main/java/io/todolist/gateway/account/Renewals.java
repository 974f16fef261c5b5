package io.todolist.gateway.account;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * A refresh token is good for one renewal, but a page sends many requests at once: those with the same token share one, and
 * each goes on in its own context. That only spares work: user-service repeats its answer to the same token for a longer time,
 * so that several gateways are safe.
 */
final class Renewals {
    private static final Duration SHARED = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Function<String, Uni<Session>> refresh;
    private final ConcurrentMap<String, Uni<Session>> byToken = new ConcurrentHashMap<>();

    Renewals(Vertx vertx, Function<String, Uni<Session>> refresh) {
        this.vertx = vertx;
        this.refresh = refresh;
    }

    Uni<Session> shared(String refreshToken) {
        return here(byToken.computeIfAbsent(refreshToken, this::start));
    }

    /** For a session that has changed: the one that others may have got with the same token is not good enough, nor for them. */
    Uni<Session> anew(String refreshToken) {
        Uni<Session> renewal = start(refreshToken);
        byToken.put(refreshToken, renewal);
        return here(renewal);
    }

    private Uni<Session> here(Uni<Session> renewal) {
        Context caller = vertx.getOrCreateContext();
        return renewal.emitOn(task -> caller.runOnContext(now -> task.run()));
    }

    private Uni<Session> start(String refreshToken) {
        return refresh.apply(refreshToken)
                .invoke(() -> vertx.setTimer(SHARED.toMillis(), timer -> byToken.remove(refreshToken)))
                .onFailure()
                .invoke(() -> byToken.remove(refreshToken))
                .memoize()
                .indefinitely();
    }
}
