package io.todolist.kit.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A problem (RFC 9457) as the answer to a request that does not get as far as a resource. */
public final class RouteProblem {
    private RouteProblem() {}

    /** Ends the request; a body that has not been read is thrown away. */
    public static void send(RoutingContext context, int status, String detail) {
        JsonObject problem = new JsonObject()
                .put("status", status)
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
        if (detail != null) {
            problem.put("detail", detail);
        }
        problem.put("instance", context.request().path()).put(TraceContext.KEY, TraceContext.of(context));
        if (!context.request().isEnded()) {
            context.request().resume();
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.toBuffer());
    }

    /** Ends the connection, too: the rest of a body is not waited for. */
    static void sendAndClose(RoutingContext context, int status, String detail) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(end -> context.request().connection().close());
        send(context, status, detail);
    }
}
