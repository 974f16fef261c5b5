package io.todolist.gateway.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Tells the services behind the gateway where a request comes from, for user-service's security log: the address at the other end of the
 * connection, or what trusted proxies say. It goes on by propagateHeaders of application.properties.
 */
@Singleton
class Source {
    static final String HEADER = "X-Todolist-Source";
    private static final int ORDER = 200;

    private final Proxies proxies;

    Source(Proxies proxies) {
        this.proxies = proxies;
    }

    void register(@Observes Filters filters) {
        filters.register(this::tell, ORDER);
    }

    /** In place of what a client may have sent. */
    private void tell(RoutingContext context) {
        context.request().headers().set(HEADER, proxies.source(context.request()));
        context.next();
    }
}
