package io.todolist.kit.events;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.CallerKeys;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
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

    Calls(EventsConfig config, CallerKeys callers, Vertx vertx) {
        this.config = config;
        this.callers = callers;
        this.http = vertx.createHttpClient();
    }

    Uni<Buffer> feed(String uri) {
        String key = config.keys().orElse(List.of("")).get(0);
        RequestOptions question = options(HttpMethod.GET, uri).putHeader(ServiceKey.HEADER, key);
        callers.shown().ifPresent(shown -> question.putHeader(CallerKeys.HEADER, shown));
        return send(question, HttpClientRequest::send);
    }

    /** To whoever it may be, so without a key. */
    Uni<Buffer> hint(String uri, JsonObject event) {
        Buffer body = Buffer.newInstance(event.toBuffer());
        return send(
                options(HttpMethod.POST, uri).putHeader("Content-Type", "application/cloudevents+json"),
                request -> request.send(body));
    }

    private RequestOptions options(HttpMethod method, String uri) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(uri)
                .setTimeout(config.timeout().toMillis());
    }

    private Uni<Buffer> send(
            RequestOptions options,
            Function<HttpClientRequest, Uni<io.vertx.mutiny.core.http.HttpClientResponse>> request) {
        return http.request(options).chain(request::apply).chain(answer -> answer.body()
                .invoke(body -> {
                    if (answer.statusCode() / 100 != 2) {
                        throw new HttpException(answer.statusCode());
                    }
                }));
    }
}
