package io.todolist.kit.events;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * A platform that can't be told a path posts its events and timers to one of its own, such as Function Compute to /invoke: that
 * is one more name of {@value #HINTS} then. Such a platform knows 200 and no 204.
 */
@Singleton
class PlatformEvents {
    private static final String HINTS = "/events";

    private static final String TAKEN = PlatformEvents.class.getName();

    /** Before anybody looks at the path. */
    private static final int ORDER = 350;

    private final EventsConfig config;

    PlatformEvents(EventsConfig config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        config.path().ifPresent(path -> {
            // From /events itself it would lead there for ever.
            if (!path.startsWith("/") || path.equals(HINTS)) {
                throw new IllegalArgumentException("TODOLIST_EVENTS_PATH has to begin with / and is not " + HINTS);
            }
            filters.register(context -> takeFrom(path, context), ORDER);
        });
    }

    private static void takeFrom(String path, RoutingContext context) {
        if (context.request().method() == HttpMethod.POST
                && context.request().path().equals(path)) {
            // By its other name it comes by again, and only what is asked for then is kept.
            context.put(TAKEN, true);
            context.reroute(HINTS);
            return;
        }
        if (context.get(TAKEN) != null) {
            context.addHeadersEndHandler(end -> sayContent(context.response()));
        }
        context.next();
    }

    private static void sayContent(HttpServerResponse response) {
        if (response.getStatusCode() == 204) {
            response.setStatusCode(200).putHeader(HttpHeaders.CONTENT_LENGTH, "0");
        }
    }
}
