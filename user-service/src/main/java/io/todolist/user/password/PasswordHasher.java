package io.todolist.user.password;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.Problems;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Hashes passwords on threads of its own. A hash takes tens of milliseconds and megabytes on purpose: so many are made
 * at once, so many wait, and the next one is refused with 503 and Retry-After instead of piling up. Subscribe outside of
 * a transaction, or a database connection waits as well.
 */
@ApplicationScoped
// So that wrong settings end the start, not the first registration.
@Startup
public class PasswordHasher {
    private final PasswordConfig config;
    private final WorkerExecutor threads;
    private final Semaphore places;

    PasswordHasher(PasswordConfig config, Vertx vertx) {
        this.config = config.checked();
        threads = vertx.createSharedWorkerExecutor("passwords", config.threads());
        places = new Semaphore(Math.addExact(config.threads(), config.queue()));
    }

    public Uni<String> hash(String password) {
        return run(() -> PasswordHash.of(password, config).phc());
    }

    /** @param phc the stored hash; {@code null}, as for an unknown user, takes as long and is never right */
    public Uni<Boolean> matches(String phc, String password) {
        return run(() -> {
            PasswordHash hash = phc == null ? PasswordHash.blank(config) : PasswordHash.parse(phc);
            return hash.matches(password);
        });
    }

    /** Whether the stored hash was made at another cost than hashes are made today. */
    public boolean isOutdated(String phc) {
        return !PasswordHash.parse(phc).costs(config);
    }

    private <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (!places.tryAcquire()) {
                return Uni.createFrom().failure(Busy::new);
            }
            // Released by the work itself: a caller that goes away does not stop it.
            return threads.executeBlocking(() -> release(work), false);
        });
    }

    private <T> T release(Callable<T> work) throws Exception {
        try {
            return work.call();
        } finally {
            places.release();
        }
    }

    @ServerExceptionMapper
    Response refuse(Busy busy, UriInfo uri) {
        HttpProblem problem = HttpProblem.builder()
                .withStatus(503)
                .withTitle("Service Unavailable")
                .withType(Problems.BUSY)
                .withDetail("Too many passwords are being checked right now. Nothing was done")
                .withHeader(HttpHeaders.RETRY_AFTER, 1)
                .build();
        return Problems.response(problem, busy, uri);
    }

    static class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;

        Busy() {
            super("No place for one more password", null, false, false);
        }
    }

    @PreDestroy
    void close() {
        threads.closeAndForget();
    }
}
