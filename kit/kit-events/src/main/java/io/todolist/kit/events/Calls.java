package io.todolist.kit.events;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.CallerKeys;
import io.todolist.kit.http.Exchange;
import io.todolist.kit.http.TraceContext;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import jakarta.inject.Singleton;
import java.util.List;

/** Requests to a service or a broker. What does not end with a status of 2xx fails with an {@link HttpException}. */
@Singleton
class Calls {
    private final EventsConfig config;
    private final CallerKeys callers;
    private final Vertx vertx;
    private final HttpClient http;

    /** A hint is still on its way when the request that it came from is over, so the trace of it is not known by then. */
    private final HttpClient untraced;

    Calls(EventsConfig config, CallerKeys callers, Vertx vertx) {
        this.config = config;
        this.callers = callers;
        this.vertx = vertx;
        this.http = vertx.createHttpClient();
        this.untraced = vertx.createHttpClient(new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE));
    }

    Uni<Buffer> feed(String uri) {
        String key = config.keys().orElse(List.of("")).get(0);
        RequestOptions question = options(HttpMethod.GET, uri).putHeader(ServiceKey.HEADER, key);
        callers.shown().ifPresent(shown -> question.putHeader(CallerKeys.HEADER, shown));
        return Exchange.of(vertx, http, question, null, config.timeout());
    }

    /** To whoever it may be, so without a key. */
    Uni<Buffer> hint(String uri, JsonObject event) {
        RequestOptions post = options(HttpMethod.POST, uri).putHeader("Content-Type", "application/cloudevents+json");
        String trace = event.getString(TraceContext.PARENT);
        if (trace != null) {
            post.putHeader(TraceContext.PARENT, trace);
        }
        return Exchange.of(vertx, untraced, post, Buffer.newInstance(event.toBuffer()), config.timeout());
    }

    private static RequestOptions options(HttpMethod method, String uri) {
        return new RequestOptions().setMethod(method).setAbsoluteURI(uri);
    }
}
