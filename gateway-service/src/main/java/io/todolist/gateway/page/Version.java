package io.todolist.gateway.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says which version answers, because several may be running side by side: the revision that Knative tells the container,
 * else the version of the build.
 */
@Singleton
class Version {
    /** Before whatever may answer. */
    private static final int ORDER = 250;

    private final String version;

    Version(
            @ConfigProperty(name = "K_REVISION") Optional<String> revision,
            @ConfigProperty(name = "quarkus.application.version") String build) {
        version = revision.orElse(build);
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, ORDER);
    }

    private void add(RoutingContext context) {
        context.response().putHeader("X-Todolist-Version", version);
        if (!PageRoutes.isBelow(context.normalizedPath(), "/api")) {
            // The only header that a page can read of its own document.
            context.response().putHeader("Server-Timing", "version;desc=\"" + version + "\"");
        }
        context.next();
    }
}
