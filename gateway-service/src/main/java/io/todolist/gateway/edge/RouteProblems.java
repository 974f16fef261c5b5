package io.todolist.gateway.edge;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.logging.Log;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Problems (RFC 9457) of requests that do not get as far as a resource. */
@Singleton
class RouteProblems {
    /** After the resources. */
    private static final int LAST = RouteConstants.ROUTE_ORDER_AFTER_DEFAULT + 10_000;

    void register(@Observes Router router) {
        router.route("/api/*").order(LAST).handler(context -> send(context, 404, "There is nothing at this address"));
        for (String path : List.of("/api/*", "/user/register")) {
            router.route(path).order(LAST).failureHandler(RouteProblems::failed);
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
        send(context, status, null);
    }

    /** Ends the request; a body that has not been read is thrown away. */
    static void send(RoutingContext context, int status, String detail) {
        JsonObject problem = new JsonObject()
                .put("status", status)
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
        if (detail != null) {
            problem.put("detail", detail);
        }
        problem.put("instance", context.request().path()).put(TraceId.KEY, TraceId.of(context));
        if (!context.request().isEnded()) {
            context.request().resume();
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.toBuffer());
    }
}
