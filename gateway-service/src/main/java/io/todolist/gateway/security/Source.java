package io.todolist.gateway.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Tells the services behind the gateway where a request comes from, for user-service's security log: the address at the other end of the
 * connection, or what a trusted proxy says (quarkus.http.proxy). It goes on by propagateHeaders of application.properties.
 */
@Singleton
class Source {
    private static final String HEADER = "X-Todolist-Source";
    private static final int ORDER = 200;

    void register(@Observes Filters filters) {
        filters.register(Source::tell, ORDER);
    }

    /** In place of what a client may have sent. */
    private static void tell(RoutingContext context) {
        SocketAddress source = context.request().remoteAddress();
        context.request().headers().set(HEADER, source == null ? "" : source.hostAddress());
        context.next();
    }
}
