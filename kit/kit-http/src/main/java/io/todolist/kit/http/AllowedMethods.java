package io.todolist.kit.http;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;

/**
 * The methods that there are for a path, as a 405 (RFC 9110, 15.5.6) and the answer to OPTIONS (9.3.7) name them in
 * {@code Allow}. RESTEasy's 405 does not, and its OPTIONS names those of other paths of the same class; this goes when
 * {@link ClassRoutingHandler} does both.
 */
@Singleton
public class AllowedMethods {
    private static final int BEFORE_RESOURCES = RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT;

    private final Resources resources;
    private Predicate<String> readByRoute = path -> false;

    AllowedMethods(Resources resources) {
        this.resources = resources;
    }

    /** GET of these paths is answered by a route, whatever resources there are. */
    public void setReadByRoute(Predicate<String> paths) {
        readByRoute = paths;
    }

    void register(@Observes Router router) {
        router.options().order(BEFORE_RESOURCES).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        Set<String> methods = at(context.normalizedPath());
        if (methods.isEmpty()) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(204)
                    .putHeader(HttpHeaders.ALLOW, String.join(", ", methods))
                    .end();
        }
    }

    /** None where there is nothing. */
    Set<String> at(String path) {
        Set<String> methods = new TreeSet<>(resources.at(path).keySet());
        if (methods.contains(HttpMethod.GET) || readByRoute.test(path)) {
            methods.add(HttpMethod.GET);
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return methods;
    }
}
