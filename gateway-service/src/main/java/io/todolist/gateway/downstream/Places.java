package io.todolist.gateway.downstream;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.Problems;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How many requests may be on their way to a service. More would only wait for each other: whoever comes when all places are
 * taken is refused at once, with problem 503 of type busy, so the others are answered in the usual time. SmallRye's bulkhead
 * does this for requests in threads of its own, and moves each one there.
 */
final class Places {
    private final String name;
    private final int most;
    private final Duration retryAfter;
    private final AtomicInteger taken = new AtomicInteger();

    Places(String name, int most, Duration retryAfter) {
        this.name = name;
        this.most = most;
        this.retryAfter = retryAfter;
    }

    /** The place is taken when somebody subscribes, and given back however that ends: a client that has gone away gets none. */
    <T> Uni<T> use(Supplier<Uni<T>> request) {
        return Uni.createFrom().deferred(() -> {
            if (taken.incrementAndGet() > most) {
                taken.decrementAndGet();
                return Uni.createFrom().failure(busy());
            }
            return Uni.createFrom().deferred(request::get).onTermination().invoke(taken::decrementAndGet);
        });
    }

    private HttpProblem busy() {
        return HttpProblem.builder()
                .withType(Problems.BUSY)
                .withStatus(Response.Status.SERVICE_UNAVAILABLE)
                .withTitle(Response.Status.SERVICE_UNAVAILABLE.getReasonPhrase())
                .withDetail(name + " has as much to do as it can. Nothing was done")
                .withHeader(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()))
                .build();
    }
}
