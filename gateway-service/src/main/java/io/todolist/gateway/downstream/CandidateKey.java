package io.todolist.gateway.downstream;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.todolist.kit.http.Keys;
import io.todolist.kit.http.RouteProblem;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * A candidate is for whoever releases: a request for one carries {@code X-Todolist-Candidate-Key} with the key of this
 * installation, or is refused with 403. Others must neither wake a candidate nor find mistakes that it may still have.
 */
@Singleton
class CandidateKey {
    private static final String HEADER = "X-Todolist-Candidate-Key";

    /** After the headers that its refusal needs, too. */
    private static final int ORDER = 200;

    private final Candidates.Config config;

    CandidateKey(Candidates.Config config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, ORDER);
    }

    private void check(RoutingContext context) {
        var headers = context.request().headers();
        if (!config.isConfigured()) {
            headers.remove(Candidates.HEADER);
        }
        if (headers.contains(Candidates.HEADER) && !isGood(headers.get(HEADER))) {
            RouteProblem.send(context, 403, "A candidate is asked for with the key of this installation");
        } else {
            context.next();
        }
    }

    private boolean isGood(String key) {
        return Keys.isOneOf(config.key().map(List::of).orElse(List.of()), key);
    }
}
