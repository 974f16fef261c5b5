package io.todolist.gateway.downstream;

import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the services behind the gateway come from. Times of a call that contradict each other refuse the start. */
@Singleton
@Startup
public class Downstreams {
    private final DownstreamConfig config;
    private final HttpHeaders headers;
    private final CurrentVertxRequest current;
    private final SlowReaders readers;
    private final Vertx vertx;

    /** @param headers of the current request */
    Downstreams(
            DownstreamConfig config,
            @ConfigProperty(name = "quarkus.rest-client.connect-timeout") long connect,
            @ConfigProperty(name = "quarkus.rest-client.read-timeout") long read,
            HttpHeaders headers,
            CurrentVertxRequest current,
            SlowReaders readers,
            Vertx vertx) {
        this.config = config;
        this.headers = headers;
        this.current = current;
        this.readers = readers;
        this.vertx = vertx;
        demandOrder(Duration.ofMillis(connect), Duration.ofMillis(read));
    }

    /** With a circuit of its own: one service that is down does not keep anybody from another one. */
    public Downstream named(String service) {
        return new Downstream(service, config, headers, current, readers, vertx);
    }

    private void demandOrder(Duration connect, Duration read) {
        demand("quarkus.rest-client.read-timeout", read, "quarkus.rest-client.connect-timeout", connect);
        demand("TODOLIST_DOWNSTREAM_HOLD", config.hold(), "quarkus.rest-client.read-timeout", read);
        demand("TODOLIST_DOWNSTREAM_HOLD", config.hold(), "todolist.downstream.longest-pause", config.longestPause());
        demand(
                "todolist.downstream.longest-pause",
                config.longestPause(),
                "todolist.downstream.first-pause",
                config.firstPause());
        demand("todolist.downstream.first-pause", config.firstPause(), "nothing", Duration.ZERO);
    }

    private static void demand(String setting, Duration time, String shorterSetting, Duration shorter) {
        if (time.compareTo(shorter) <= 0) {
            throw new IllegalArgumentException(
                    "%s (%s) must be longer than %s (%s)".formatted(setting, time, shorterSetting, shorter));
        }
    }
}
