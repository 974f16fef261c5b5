package io.todolist.kit.otel;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** A call to a service has the trace of its own span: what would be passed on from the request (propagateHeaders) would be a second one. */
@Provider
class SpanOfCall implements ClientRequestFilter {
    @Override
    public void filter(ClientRequestContext request) {
        W3CTraceContextPropagator.getInstance().fields().forEach(request.getHeaders()::remove);
    }
}
