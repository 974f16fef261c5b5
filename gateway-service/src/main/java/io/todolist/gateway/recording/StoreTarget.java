package io.todolist.gateway.recording;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;

/** Whatever stores what is PUT at an address: each chunk is an object of its own, packed. */
final class StoreTarget implements Target {
    private static final int ATTEMPTS = 3;

    private final HttpClient client;
    private final String prefix;
    private final String query;
    private final String authorization;
    private final long timeout;
    private final String name = Target.name();
    private int chunks;

    /** @param to a query behind the prefix, such as a signature for the whole folder, goes behind each name */
    StoreTarget(String to, RecordingConfig config, Vertx vertx) {
        int mark = to.indexOf('?');
        prefix = mark < 0 ? to : to.substring(0, mark);
        query = mark < 0 ? "" : to.substring(mark);
        authorization = config.authorization().orElse(null);
        timeout = config.timeout().toMillis();
        client = vertx.createHttpClient();
    }

    @Override
    public void write(byte[] lines, CountDownLatch ending) throws IOException, InterruptedException {
        Buffer packed = packed(lines);
        String address =
                "%s%s%s-%05d.jsonl.gz%s".formatted(prefix, prefix.endsWith("/") ? "" : "/", name, ++chunks, query);
        for (int attempt = 1; ; attempt++) {
            try {
                put(address, packed).toCompletionStage().toCompletableFuture().get(timeout, TimeUnit.MILLISECONDS);
                return;
            } catch (ExecutionException | TimeoutException e) {
                boolean isLast = attempt == ATTEMPTS || ending.await(attempt * timeout, TimeUnit.MILLISECONDS);
                if (isLast) {
                    throw new IOException(e);
                }
            }
        }
    }

    private Future<Void> put(String address, Buffer packed) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.PUT)
                .setAbsoluteURI(address)
                .setTimeout(timeout)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/gzip")
                // Azure wants to know; nobody else minds.
                .putHeader("x-ms-blob-type", "BlockBlob");
        if (authorization != null) {
            request.putHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        return client.request(request)
                .compose(sent -> sent.send(packed))
                .compose(answer -> answer.statusCode() / 100 == 2
                        ? Future.succeededFuture()
                        : Future.failedFuture("status " + answer.statusCode()));
    }

    private static Buffer packed(byte[] lines) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(lines.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(lines);
        }
        return Buffer.buffer(packed.toByteArray());
    }
}
