package io.todolist.gateway.downstream;

import io.todolist.kit.http.CallerKeys;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** The services behind the gateway see by it who asks. It goes to these and their candidates, whose addresses are configured. */
@Provider
class ShownKey implements ClientRequestFilter {
    private final CallerKeys keys;

    ShownKey(CallerKeys keys) {
        this.keys = keys;
    }

    @Override
    public void filter(ClientRequestContext request) {
        keys.shown().ifPresent(shown -> request.getHeaders().putSingle(CallerKeys.HEADER, shown));
    }
}
