package io.todolist.gateway.account;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Takes the cookies of a session that a service says is over, though its access token is not yet: a browser that was signed out
 * elsewhere, or by a request that overtook this one.
 */
class SessionOver {
    @ServerResponseFilter
    void clear(ContainerResponseContext answer, RoutingContext context) {
        if (answer.getStatus() == 401 && context.user() != null) {
            new SessionCookies(context).clear();
        }
    }
}
