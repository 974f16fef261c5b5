package io.todolist.kit.events;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.CallerKeys;
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
import io.vertx.mutiny.core.http.HttpClientRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/** Requests to a service or a broker. What does not end with a status of 2xx fails with an {@link HttpException}. */
@Singleton
class Calls {
    private final EventsConfig config;
    private final CallerKeys callers;
    private final HttpClient http;

    /** A hint is still on its way when the request that it came from is over, so the trace of it is not known by then. */
    private final HttpClient untraced;

    Calls(EventsConfig config, CallerKeys callers, Vertx vertx) {
        this.config = config;
        this.callers = callers;
        this.http = vertx.createHttpClient();
        this.untraced = vertx.createHttpClient(new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE));
    }

    Uni<Buffer> feed(String uri) {
        String key = config.keys().orElse(List.of("")).get(0);
        RequestOptions question = options(HttpMethod.GET, uri).putHeader(ServiceKey.HEADER, key);
        callers.shown().ifPresent(shown -> question.putHeader(CallerKeys.HEADER, shown));
        return send(http, question, HttpClientRequest::send);
    }

    /** To whoever it may be, so without a key. */
    Uni<Buffer> hint(String uri, JsonObject event) {
        Buffer body = Buffer.newInstance(event.toBuffer());
        RequestOptions post = options(HttpMethod.POST, uri).putHeader("Content-Type", "application/cloudevents+json");
        String trace = event.getString(TraceContext.PARENT);
        if (trace != null) {
            post.putHeader(TraceContext.PARENT, trace);
        }
        return send(untraced, post, request -> request.send(body));
    }

    private RequestOptions options(HttpMethod method, String uri) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(uri)
                .setTimeout(config.timeout().toMillis());
    }

    private static Uni<Buffer> send(
            HttpClient client,
            RequestOptions options,
            Function<HttpClientRequest, Uni<io.vertx.mutiny.core.http.HttpClientResponse>> request) {
        return client.request(options).chain(request::apply).chain(answer -> answer.body()
                .invoke(body -> {
                    if (answer.statusCode() / 100 != 2) {
                        throw new HttpException(answer.statusCode());
                    }
                }));
    }
}
