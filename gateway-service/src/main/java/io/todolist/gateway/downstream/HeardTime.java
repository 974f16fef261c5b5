package io.todolist.gateway.downstream;

import io.todolist.kit.http.WorkedTime;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientResponseFilter;

/**
 * Hears how long a service has worked for its answer: what else it took, a request was held. For a filter of JAX-RS alone each
 * answer would have to change threads.
 */
@Provider
class HeardTime implements ResteasyReactiveClientResponseFilter {
    @Override
    public void filter(ResteasyReactiveClientRequestContext request, ClientResponseContext answer) {
        MultivaluedMap<String, String> headers = answer.getHeaders();
        // There are none where no answer came.
        if (headers != null) {
            WorkedTime.heard(headers.getFirst(WorkedTime.HEADER));
        }
    }
}
