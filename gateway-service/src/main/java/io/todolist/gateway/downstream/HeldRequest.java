package io.todolist.gateway.downstream;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.todolist.kit.http.Wait;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * One request on its way to a service: attempt after attempt, with growing pauses and not before a Retry-After is over, until
 * one is answered or the hold is over. An attempt that was not answered may still arrive; that is what keys are for. A platform
 * may also accept it and let it wait until it has started the service: the next attempt waits there in its place.
 */
final class HeldRequest<T> {
    private final Supplier<Uni<T>> attempt;
    private final boolean onlyReads;
    private final DownstreamConfig config;
    private final Vertx vertx;
    private final Wait wait;
    private final long end;
    private long pause;
    private boolean mayBeDone;

    HeldRequest(Supplier<Uni<T>> attempt, boolean onlyReads, DownstreamConfig config, Vertx vertx, Wait wait) {
        this.attempt = attempt;
        this.onlyReads = onlyReads;
        this.config = config;
        this.vertx = vertx;
        this.wait = wait;
        this.end = System.nanoTime() + config.hold().toNanos();
        this.pause = config.firstPause().toMillis();
    }

    /** Fails with {@link Unavailable} when the hold is over. */
    Uni<T> answer() {
        wait.attempt();
        return limited(attempt.get())
                .onFailure()
                .transform(Unavailable::from)
                .onFailure()
                .recoverWithUni(this::again);
    }

    /** An attempt has only what is left of the hold: the REST client's own limit ends where an answer begins. */
    private Uni<T> limited(Uni<T> answer) {
        return Uni.createFrom().emitter(emitter -> {
            Cancellable asked = answer.subscribe().with(emitter::complete, emitter::fail);
            long limit = vertx.setTimer(
                    Math.max(1, millisLeft()), late -> emitter.fail(new Unavailable("no answer", false, null)));
            emitter.onTermination(() -> {
                vertx.cancelTimer(limit);
                asked.cancel();
            });
        });
    }

    private Uni<T> again(Throwable failure) {
        if (failure instanceof Unavailable unavailable) {
            mayBeDone |= !onlyReads && !unavailable.nothingDone();
            long wait =
                    Math.max(nextPause(), unavailable.retryAfter(Duration.ZERO).toMillis());
            return wait < millisLeft() ? after(wait).chain(() -> inTime(unavailable)) : giveUp(unavailable);
        }
        // The service is busy: its Retry-After is true of this attempt, but not of one before.
        return Uni.createFrom()
                .failure(mayBeDone && isBusy(failure) ? new Unavailable("no answer", false, failure) : failure);
    }

    /** A pause may last longer than it should; an attempt without time would only make it uncertain what was done. */
    private Uni<T> inTime(Unavailable last) {
        return millisLeft() > 0 ? answer() : giveUp(last);
    }

    private Uni<T> giveUp(Unavailable last) {
        return Uni.createFrom().failure(last.asOneOfSeveral(!mayBeDone));
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof HttpProblem problem && problem.getStatusCode() == 503;
    }

    private Uni<Void> after(long millis) {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(millis, timer -> emitter.complete(null)));
    }

    private long nextPause() {
        long now = pause + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        pause = Math.min(2 * pause, config.longestPause().toMillis());
        return now;
    }

    private long millisLeft() {
        return Duration.ofNanos(end - System.nanoTime()).toMillis();
    }
}
