package io.todolist.release.knative;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.release.walk.Address;
import io.todolist.release.walk.Environment;
import io.todolist.release.walk.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Prometheus, or what answers as one does, that asks the ingress' pods again and again. So it knows what a pod had counted
 * that has gone. It is asked for the numbers as they were, because what it calculates itself (increase, rate) is estimated
 * beyond them.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP API</a>
 */
final class Prometheus {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    /** It asks a pod again each minute at least. When it has not for so long, it does not any more. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    /** What is older is not asked for again, however long nobody has looked: a pod that goes on is known by its last count. */
    private static final Duration FURTHEST = Duration.ofHours(1);

    private static final int LONGEST_ANSWER = 16 << 20;
    private static final int GOOD = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(ANSWERS_WITHIN).build();
    private final Address address;
    private final Duration answersWithin;

    Prometheus(Address address) {
        this(address, ANSWERS_WITHIN);
    }

    Prometheus(Address address, Duration answersWithin) {
        this.address = address;
        this.answersWithin = answersWithin;
    }

    /**
     * What it has heard of these revisions since then, in the order in which it has, and some of what it had heard before.
     *
     * @throws UncheckedIOException if it can't be asked, or has heard nothing of late
     */
    List<Scrape> scrapes(String namespace, Set<String> revisions, Instant since, Instant now) {
        Duration back = Collections.min(List.of(FURTHEST, SILENCE.plus(Duration.between(since, now))));
        for (Dialect dialect : Dialect.values()) {
            String query = "%s[%ds]".formatted(dialect.selector(namespace, revisions), back.toSeconds());
            List<Scrape> scrapes = Scrapes.of(result(query), dialect, namespace, revisions);
            if (scrapes.stream().anyMatch(scrape -> scrape.at().isAfter(now.minus(SILENCE)))) {
                return scrapes;
            }
        }
        throw failed("of late the ingress has told it nothing of " + String.join(", ", new TreeSet<>(revisions)), null);
    }

    /** Not what it has a part of: that would look as if a pod had begun anew to count. */
    private JsonNode result(String query) {
        JsonNode answer = read(ask(query));
        if (!answer.path("status").asText().equals("success")) {
            throw failed(
                    "it says " + answer.path("errorType").asText() + " "
                            + answer.path("error").asText(),
                    null);
        }
        if (!answer.path("warnings").isEmpty() || answer.path("isPartial").asBoolean()) {
            throw failed("it does not know all: " + answer.path("warnings"), null);
        }
        if (!answer.path("data").path("resultType").asText().equals("matrix")) {
            throw failed("its answer is no matrix", null);
        }
        return answer.path("data").path("result");
    }

    private JsonNode read(byte[] answer) {
        try {
            return Json.MAPPER.readTree(answer);
        } catch (JsonProcessingException e) {
            throw failed("its answer is no JSON", e);
        } catch (IOException e) {
            throw failed(e.toString(), e);
        }
    }

    private byte[] ask(String query) {
        URI uri = URI.create(address.url().toString().replaceFirst("/$", "") + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        address.headers().forEach((name, value) -> request.header(name, Environment.said(value)));
        CompletableFuture<HttpResponse<byte[]>> asked =
                client.sendAsync(request.build(), head -> new BoundedBody(LONGEST_ANSWER));
        try {
            HttpResponse<byte[]> answer = asked.get(answersWithin.toMillis(), TimeUnit.MILLISECONDS);
            // Of an error, what it says is in its answer.
            if (answer.statusCode() != GOOD && answer.body().length == 0) {
                throw failed("status " + answer.statusCode(), null);
            }
            return answer.body();
        } catch (ExecutionException e) {
            throw failed(e.getCause().toString(), e);
        } catch (TimeoutException e) {
            throw failed("no whole answer within " + answersWithin.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw Pause.interrupted();
        } finally {
            asked.cancel(true);
        }
    }

    private UncheckedIOException failed(String why, Exception cause) {
        return new UncheckedIOException(new IOException("Prometheus at " + address.url() + ": " + why, cause));
    }
}
