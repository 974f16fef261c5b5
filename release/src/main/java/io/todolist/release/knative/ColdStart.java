package io.todolist.release.knative;

import io.todolist.release.walk.Address;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Wakes a version that is asleep, by the address of its tag, and sees how long it takes to the first good answer. */
final class ColdStart {
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration ASKS_AGAIN_AFTER = Duration.ofMillis(50);

    private final Cluster cluster;
    private final KnativeService service;

    ColdStart(Cluster cluster, KnativeService service) {
        this.cluster = cluster;
        this.service = service;
    }

    Optional<Duration> measure(String version, Duration limit) {
        RequestOptions request = request(version);
        awaitAsleep(version);
        Vertx vertx = Vertx.vertx();
        try {
            return measure(vertx.createHttpClient(), request, limit);
        } finally {
            vertx.close();
        }
    }

    private static Optional<Duration> measure(HttpClient client, RequestOptions request, Duration limit) {
        long begin = System.nanoTime();
        for (Duration left = limit; !left.isNegative() && !left.isZero(); left = limit.minus(since(begin))) {
            request.setTimeout(Math.max(1, left.toMillis()));
            if (isGood(client, request)) {
                return Optional.of(since(begin)).filter(took -> took.compareTo(limit) <= 0);
            }
            Pause.of(ASKS_AGAIN_AFTER);
        }
        return Optional.empty();
    }

    /** By the tag. The ingress goes by the name, whatever address it is reached at. */
    Address address(String version) {
        String url = Optional.ofNullable(service.read().addresses().get(version))
                .orElseThrow(() -> failed(version + " has no tag, so it can't be called"));
        return new Address(URI.create(url), cluster.address().orElse(null), Map.of());
    }

    private RequestOptions request(String version) {
        Address address = address(version);
        RequestOptions request = new RequestOptions()
                .setAbsoluteURI(address.url().resolve(cluster.startPath()).toString());
        if (address.via() != null) {
            URI via = URI.create("http://" + address.via());
            request.setServer(SocketAddress.inetSocketAddress(via.getPort(), via.getHost()));
        }
        return request;
    }

    /** Nobody is sent away for it: where visitors keep it awake, a person is told. */
    private void awaitAsleep(String version) {
        long begin = System.nanoTime();
        while (!service.isAsleep(version)) {
            if (since(begin).compareTo(cluster.asleepWithin()) > 0) {
                throw failed(
                        version + " does not fall asleep, so it has visitors, or its starts fail; where visitors come"
                                + " at all hours, starts: 0 in release.yaml leaves cold starts out");
            }
            Pause.of(LOOKS_EVERY);
        }
    }

    private static boolean isGood(HttpClient client, RequestOptions request) {
        try {
            return client.request(request)
                            .compose(HttpClientRequest::send)
                            .map(HttpClientResponse::statusCode)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get()
                    == 200;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw Pause.interrupted();
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static UncheckedIOException failed(String why) {
        return new UncheckedIOException(new IOException(why));
    }
}
