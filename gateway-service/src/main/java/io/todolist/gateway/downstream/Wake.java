package io.todolist.gateway.downstream;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
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

    private final HttpClient client;
    private final List<String> urls;
    private final long quiet;
    private final AtomicLong lastRequest = new AtomicLong(Long.MIN_VALUE);

    Wake(
            Vertx vertx,
            Config config,
            @ConfigProperty(name = "quarkus.rest-client.rule-service.url") String rules,
            @ConfigProperty(name = "quarkus.rest-client.user-service.url") String users) {
        client = vertx.createHttpClient();
        urls = List.of(rules, users);
        quiet = config.quiet().toMillis();
    }

    void started(@Observes StartupEvent start) {
        lastRequest.set(System.currentTimeMillis());
        if (!EarlyWake.isSent()) {
            urls.forEach(this::wake);
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
                urls.forEach(this::wake);
            }
        }
        context.next();
    }

    private void wake(String url) {
        client.request(new RequestOptions().setAbsoluteURI(url + "/q/health/live"))
                .compose(HttpClientRequest::send)
                .onFailure(e -> Log.debugf("%s does not wake yet: %s", url, e.getMessage()));
    }
}
