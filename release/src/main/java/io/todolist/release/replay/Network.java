package io.todolist.release.replay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The connections of a replay, and how long anything may take. */
final class Network implements AutoCloseable {
    private static final int CONNECTS_WITHIN_MS = 5000;

    /** As long as the page waits. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;

    Network(int connections) {
        client = vertx.createHttpClient(
                // Shorter than what servers wait, so that none ends a connection just when a request goes out.
                new HttpClientOptions()
                        .setKeepAliveTimeout(5)
                        .setConnectTimeout(CONNECTS_WITHIN_MS)
                        .setDecompressionSupported(true),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    /** Nothing if there was no whole answer in time. */
    Optional<Heard> ask(RequestOptions request, Buffer body) throws InterruptedException {
        Promise<Heard> answered = Promise.promise();
        request.setTimeout(ANSWERS_WITHIN.toMillis());
        // On one thread, which misses no part of an answer that comes at once.
        vertx.getOrCreateContext().runOnContext(begun -> answer(request, body).onComplete(answered));
        try {
            return Optional.of(answered.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private Future<Heard> answer(RequestOptions options, Buffer body) {
        return client.request(options).compose(request -> request.send(body)).compose(answer -> answer.body()
                .map(whole -> new Heard(answer.statusCode(), answer.headers(), whole)));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
