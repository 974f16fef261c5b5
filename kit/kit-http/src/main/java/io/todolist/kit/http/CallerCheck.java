package io.todolist.kit.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Refuses whoever does not show one of the {@link CallerKeys}, before anything else is looked at, with 403 (a 401 would say to
 * the gateway that a session is over). Health is for the platform, which shows no key, and so are the paths of
 * {@code todolist.caller.open}. The gateway, which anybody may call, leaves this class out.
 */
@Singleton
class CallerCheck {
    /** After the trace's id, which the refusal has, and before the body is read. */
    private static final int ORDER = 300;

    /** Fewer characters could be guessed. */
    private static final int SHORTEST_KEY = 32;

    /** As they are written, so that no other way to write a path leads past this. */
    private static final Set<String> HEALTH =
            Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started");

    private final CallerKeys keys;
    private final List<String> open;
    private final RefusalLog log;

    CallerCheck(CallerKeys keys, CallerKeys.Config config, RefusalLog log) {
        this.keys = keys;
        this.open = config.open().orElse(List.of());
        this.log = log;
    }

    void register(@Observes Filters filters) {
        if (keys.taken().stream().anyMatch(key -> key.length() < SHORTEST_KEY)) {
            throw new IllegalArgumentException(
                    "TODOLIST_CALLER_KEYS needs %d characters or more in each key".formatted(SHORTEST_KEY));
        }
        if (!keys.taken().isEmpty()) {
            filters.register(this::check, ORDER);
        }
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isForEverybody(request) || Keys.isOneOf(keys.taken(), request.getHeader(CallerKeys.HEADER))) {
            context.next();
        } else {
            log.callerRefused(context);
            RouteProblem.sendAndClose(context, 403, "Only services of this installation may call this one");
        }
    }

    private boolean isForEverybody(HttpServerRequest request) {
        return HEALTH.contains(request.path()) || request.method() == HttpMethod.POST && open.contains(request.path());
    }
}
