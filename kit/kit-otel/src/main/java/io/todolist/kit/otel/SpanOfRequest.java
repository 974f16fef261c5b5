package io.todolist.kit.otel;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.todolist.kit.http.TraceContext;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * The request goes on as if it had come from its own span: so {@link TraceContext}, events and calls to other services have the
 * trace that is recorded, also where none came and one begins here.
 */
@Singleton
class SpanOfRequest {
    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapSetter<MultiMap> HEADERS = MultiMap::set;

    void register(@Observes Filters filters) {
        filters.register(SpanOfRequest::tell, TraceContext.ORDER + 1);
    }

    private static void tell(RoutingContext context) {
        MultiMap headers = context.request().headers();
        W3C.fields().forEach(headers::remove);
        W3C.inject(Context.current(), headers, HEADERS);
        context.next();
    }
}
