package io.todolist.kit.otel.events;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.EventHandler;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;

/**
 * What an event does is a span of the trace that it came from, and recorded if that is, whenever and by whomever the feed was read.
 * The reading is linked to it.
 */
@Decorator
@Priority(jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE)
abstract class EventSpan implements EventHandler {
    private static final TextMapGetter<JsonObject> ATTRIBUTES = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(JsonObject event) {
            return event.fieldNames();
        }

        @Override
        public String get(JsonObject event, String name) {
            return event.getString(name);
        }
    };

    private final EventHandler handler;
    private final Tracer tracer;

    EventSpan(@Delegate @Any EventHandler handler, Tracer tracer) {
        this.handler = handler;
        this.tracer = tracer;
    }

    @Override
    public Uni<Void> handle(JsonObject event, SqlConnection transaction) {
        return Uni.createFrom().deferred(() -> {
            Span span = begin(event);
            Scope scope = span.makeCurrent();
            return handler.handle(event, transaction)
                    .onFailure()
                    .invoke(failure -> span.setStatus(StatusCode.ERROR).recordException(failure))
                    .onTermination()
                    .invoke(() -> {
                        scope.close();
                        span.end();
                    });
        });
    }

    private Span begin(JsonObject event) {
        return tracer.spanBuilder("event " + event.getString("type"))
                .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), event, ATTRIBUTES))
                .addLink(Span.current().getSpanContext())
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("cloudevents.event_id", event.getString("id"))
                .setAttribute("cloudevents.event_type", event.getString("type"))
                .startSpan();
    }
}
