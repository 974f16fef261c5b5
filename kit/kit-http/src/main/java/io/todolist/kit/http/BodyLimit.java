package io.todolist.kit.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Quarkus enforces the limit too, but with an empty answer; this one says what is wrong. */
@Singleton
class BodyLimit {
    /** Filters with a higher number come first; Quarkus' own limit comes after all of them. */
    private static final int ORDER = 100;

    private final long bytes;
    private final BodyHandler counting;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        bytes = limit.asLongValue();
        counting = BodyHandler.create(false).setBodyLimit(bytes);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, ORDER);
        filters.register(BodyLimit::fillEmpty, ORDER - 1);
    }

    private void check(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            context.next();
            return;
        }
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            // Nobody has said how much will come: it is read up to the limit, which fails with 413.
            counting.handle(context);
        } else if (Long.parseLong(length) <= bytes) {
            context.next();
        } else {
            refuse(context);
        }
    }

    /**
     * RESTEasy would wait for ever for the end of an empty body in chunks, which has been counted already. White space means
     * as little as nothing does.
     */
    private static void fillEmpty(RoutingContext context) {
        if (context.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)
                && context.body().length() <= 0) {
            ((RoutingContextInternal) context).setBody(Buffer.buffer(" "));
        }
        context.next();
    }

    private void refuse(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        // The rest of the body is not waited for.
        context.response().endHandler(end -> context.request().connection().close());
        RouteProblem.send(context, 413, "The body is longer than " + bytes + " bytes");
    }
}
