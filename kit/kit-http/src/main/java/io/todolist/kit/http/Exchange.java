package io.todolist.kit.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import java.time.Duration;

/**
 * A request by Vert.x' own client, and all of its answer, within a limit of time. The client's limit ends when the head of the
 * answer is there; if the rest never came, whoever waits for it would wait for ever.
 */
public final class Exchange {
    private Exchange() {}

    /**
     * @param body {@code null} for none
     * @param limit for a connection, and as long again for the answer
     * @return the answer's body; fails with an {@link HttpException} if its status is not one of 2xx
     */
    public static Uni<Buffer> of(Vertx vertx, HttpClient client, RequestOptions options, Buffer body, Duration limit) {
        return client.request(options.setTimeout(limit.toMillis())).chain(request -> {
            long timer = vertx.setTimer(limit.toMillis(), late -> request.reset());
            Uni<HttpClientResponse> answer = body == null ? request.send() : request.send(body);
            return answer.chain(Exchange::body).onTermination().invoke(() -> vertx.cancelTimer(timer));
        });
    }

    private static Uni<Buffer> body(HttpClientResponse answer) {
        return answer.body().invoke(body -> {
            if (answer.statusCode() / 100 != 2) {
                throw new HttpException(answer.statusCode());
            }
        });
    }
}
