package io.todolist.kit.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says what is wrong where Quarkus, which enforces the limit too, has an empty answer. A body of unknown length, in chunks, is
 * left to Quarkus.
 */
@Singleton
class BodyLimit {
    /** Filters with a higher number come first; Quarkus' own limit comes after all of them. */
    private static final int ORDER = 100;

    private final long bytes;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        bytes = limit.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, ORDER);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= bytes) {
            context.next();
        } else {
            refuse(context);
        }
    }

    private void refuse(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        // The rest of the body is not waited for.
        context.response().endHandler(end -> context.request().connection().close());
        RouteProblem.send(context, 413, "The body is longer than " + bytes + " bytes");
    }
}
