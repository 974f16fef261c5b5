package io.todolist.release.knative;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Wakes a version that is asleep, by the address of its tag, and sees how long it takes to the first good answer. */
final class ColdStart {
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration ASKS_AGAIN_AFTER = Duration.ofMillis(50);

    static {
        // The ingress goes by the name in Host, whatever address it has. Read once, before the first request.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private final Cluster cluster;
    private final KnativeService service;

    ColdStart(Cluster cluster, KnativeService service) {
        this.cluster = cluster;
        this.service = service;
    }

    Optional<Duration> measure(String version, Duration limit) {
        HttpRequest request = request(version, limit);
        awaitAsleep(version);
        long begin = System.nanoTime();
        HttpClient client = HttpClient.newBuilder().connectTimeout(limit).build();
        while (since(begin).compareTo(limit) < 0) {
            if (isGood(client, request)) {
                Duration took = since(begin);
                return Optional.of(took).filter(time -> time.compareTo(limit) <= 0);
            }
            pause(ASKS_AGAIN_AFTER);
        }
        return Optional.empty();
    }

    private HttpRequest request(String version, Duration limit) {
        String url = Optional.ofNullable(service.read().addresses().get(version))
                .orElseThrow(() -> failed(version + " has no tag, so it can't be called"));
        URI tag = URI.create(url).resolve(cluster.startPath());
        URI address = cluster.address()
                .map(place -> URI.create("http://" + place).resolve(cluster.startPath()))
                .orElse(tag);
        return HttpRequest.newBuilder(address)
                .header("Host", tag.getAuthority())
                .timeout(limit)
                .build();
    }

    /** Who visits it would have to go, so it is left awake, and a person is told. */
    private void awaitAsleep(String version) {
        long begin = System.nanoTime();
        while (!service.isAsleep(version)) {
            if (since(begin).compareTo(cluster.asleepWithin()) > 0) {
                throw failed(version + " does not fall asleep, because it has visitors; where that is so at all hours,"
                        + " starts: 0 in release.yaml leaves cold starts out");
            }
            pause(LOOKS_EVERY);
        }
    }

    private static boolean isGood(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static UncheckedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new InterruptedIOException());
    }

    private static UncheckedIOException failed(String why) {
        return new UncheckedIOException(new IOException(why));
    }
}
