package io.todolist.gateway.api;

import io.quarkus.logging.Log;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.todolist.kit.http.RouteProblem;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Problems (RFC 9457) of requests to the API that do not get as far as a resource. */
@Singleton
class ApiRoutes {
    /** After the resources. */
    private static final int LAST = RouteConstants.ROUTE_ORDER_AFTER_DEFAULT + 10_000;

    void register(@Observes Router router) {
        router.route("/api/*")
                .order(LAST)
                .handler(context -> RouteProblem.send(context, 404, "There is nothing at this address"));
        for (String path : List.of("/api/*", "/user/register")) {
            router.route(path).order(LAST).failureHandler(ApiRoutes::failed);
        }
    }

    private static void failed(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            context.next();
            return;
        }
        int status = context.statusCode() >= 400 ? context.statusCode() : 500;
        if (status >= 500) {
            Log.error("A request failed", context.failure());
        }
        RouteProblem.send(context, status, null);
    }
}
