package io.todolist.gateway.downstream;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Wakes the services behind the gateway, both at once, before it is known which of them a request needs. They are likely
 * to be asleep (scaled to zero) when the gateway starts and after a quiet while, and waking one after the other would make
 * the first page wait for the sum. It does not wait for the first request either: a platform starts the gateway for
 * one, and takes most of a second more until it hands it over.
 */
@Singleton
class Wake {
    /** Before anything that might wait. */
    private static final int ORDER = 1000;

    @ConfigMapping(prefix = "todolist.downstream.wake")
    interface Config {
        /** How long without a request until a service may have gone to sleep; a platform waits about a minute. */
        @WithDefault("30s")
        Duration quiet();
    }

    private final List<URI> services;
    private final long quiet;
    private final AtomicLong lastRequest = new AtomicLong(Long.MIN_VALUE);

    Wake(
            Config config,
            @ConfigProperty(name = "quarkus.rest-client.rule-service.url") URI rules,
            @ConfigProperty(name = "quarkus.rest-client.user-service.url") URI users) {
        services = List.of(rules, users);
        quiet = config.quiet().toMillis();
    }

    void started(@Observes StartupEvent start) {
        lastRequest.set(System.currentTimeMillis());
        if (!EarlyWake.isSent()) {
            services.forEach(EarlyWake::call);
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, ORDER);
    }

    private void look(RoutingContext context) {
        // The platform's own questions must not keep anything awake.
        if (!context.request().path().startsWith("/q/")) {
            long now = System.currentTimeMillis();
            if (now - quiet >= lastRequest.getAndSet(now)) {
                services.forEach(EarlyWake::call);
            }
        }
        context.next();
    }
}
