package io.todolist.gateway.downstream;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a request is still under way. It goes on when its client has gone away: SmallRye's guard does not pass on that nobody
 * waits for the answer any more. It should not either, because the service would go on with what it was asked.
 */
final class UnderWay {
    /** Nothing is under way where the request never begins, as when the circuit is open. */
    private volatile CompletableFuture<Void> end = CompletableFuture.completedFuture(null);

    <T> Uni<T> of(Uni<T> request) {
        CompletableFuture<Void> now = new CompletableFuture<>();
        end = now;
        return request.onTermination().invoke(() -> now.complete(null));
    }

    /** At once, if nothing is under way. */
    void whenOver(Runnable then) {
        end.thenRun(then);
    }
}
