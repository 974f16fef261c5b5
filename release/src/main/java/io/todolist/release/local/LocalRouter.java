package io.todolist.release.local;

import io.todolist.release.walk.Address;
import io.todolist.release.walk.Facts;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.Router;
import io.todolist.release.walk.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ingress that `release local` runs, by its control address. */
public final class LocalRouter implements Router {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(ANSWERS_WITHIN).build();
    private final URI control;

    public LocalRouter(URI control) {
        this.control = control;
    }

    @Override
    public Facts facts() {
        return read(send(request("/facts", ANSWERS_WITHIN)), Facts.class);
    }

    @Override
    public boolean apply(Split split, String mark) {
        HttpResponse<byte[]> answer = exchange(request("/split", ANSWERS_WITHIN)
                .header("If-Match", mark)
                .PUT(BodyPublishers.ofString(Json.text(split.percent()))));
        if (answer.statusCode() == 412) {
            return false;
        }
        good(answer);
        return true;
    }

    @Override
    public Optional<Duration> start(String version, Duration limit) {
        HttpRequest.Builder request = request("/starts/" + version + "?limit=" + limit, limit.plus(ANSWERS_WITHIN))
                .POST(BodyPublishers.noBody());
        return Optional.ofNullable(read(send(request), Control.Took.class).took());
    }

    /** At once. Of what is asked by a version's own host it counts nothing. */
    @Override
    public Duration countsWithin() {
        return Duration.ZERO;
    }

    @Override
    public Address address(String version) {
        return read(send(request("/versions/" + version, ANSWERS_WITHIN)), Address.class);
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        return HttpRequest.newBuilder(control.resolve(path)).timeout(limit);
    }

    private byte[] send(HttpRequest.Builder request) {
        return good(exchange(request)).body();
    }

    private static HttpResponse<byte[]> good(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new UncheckedIOException(
                    new IOException(answer.uri() + " says " + answer.statusCode() + ": " + new String(answer.body())));
        }
        return answer;
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        // The JDK's client was seen to lose a request and its timeout, on a machine with no time for either.
        Duration limit = request.timeout().orElse(ANSWERS_WITHIN).plus(A_MOMENT);
        try {
            return client.sendAsync(request, BodyHandlers.ofByteArray()).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UncheckedIOException("release local does not answer at " + control, new IOException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            return Json.MAPPER.readValue(body, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
