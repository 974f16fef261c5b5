package io.todolist.gateway.downstream;

import io.todolist.kit.http.WorkedTime;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Hears how long a service has worked for its answer: what else it took, a request was held. */
@Provider
class HeardTime implements ClientResponseFilter {
    @Override
    public void filter(ClientRequestContext request, ClientResponseContext answer) {
        WorkedTime.heard(answer.getHeaderString(WorkedTime.HEADER));
    }
}
