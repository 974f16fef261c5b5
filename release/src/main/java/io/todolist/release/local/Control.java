package io.todolist.release.local;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.walk.Address;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.Split;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;

/**
 * What `release` asks and steers by:
 *
 * <pre>
 * GET  /facts
 * PUT  /split {"v1": 95, "v2": 5}       412 if If-Match names another mark than the facts have
 * GET  /versions/NAME                   where that version is reached, whatever its share
 * POST /starts/NAME?limit=PT30S         one cold start, {"took": 0.31}; null if there was no answer within the limit
 * </pre>
 *
 * It listens on this machine alone, and takes nothing from a page in a browser.
 */
final class Control {
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1");
    private static final TypeReference<Map<String, Integer>> PERCENT = new TypeReference<>() {};

    /** Of a start, in which a timer can be set. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofDays(1);

    private final int visitors;
    private final Fleet fleet;
    private final Clock clock;
    private Future<?> lastStart = Future.succeededFuture();

    private Control(int visitors, Fleet fleet, Clock clock) {
        this.visitors = visitors;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** @param visitors the port where they come */
    static Future<HttpServer> listen(Vertx vertx, Setup setup, int visitors, Fleet fleet, Clock clock) {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(setup.control()))
                .requestHandler(new Control(visitors, fleet, clock)::handle)
                .listen();
    }

    private void handle(HttpServerRequest request) {
        // A name of somebody else that leads here (DNS rebinding), or a form of a page.
        if (request.authority() == null
                || !HERE.contains(request.authority().host())
                || request.headers().contains("Origin")) {
            answer(request, 403, Map.of("error", "not from a browser"));
            return;
        }
        String[] path = request.path().split("/");
        String what = request.method() + " /" + (path.length > 1 ? path[1] : "");
        if (what.equals("GET /facts") && path.length == 2) {
            answer(request, 200, fleet.facts(clock));
        } else if (what.equals("PUT /split") && path.length == 2) {
            split(request);
        } else if (what.equals("POST /starts") && path.length == 3) {
            start(request, path[2]);
        } else if (what.equals("GET /versions") && path.length == 3) {
            address(request, path[2]);
        } else {
            answer(request, 404, Map.of("error", "GET /facts, PUT /split, GET /versions/NAME or POST /starts/NAME"));
        }
    }

    private void split(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length == null || !length.matches("\\d{1,4}")) {
            answer(request, 413, Map.of("error", "a body with its length, at most 9999 bytes"));
            return;
        }
        request.body().onSuccess(body -> {
            try {
                Split wanted = new Split(Json.MAPPER.readValue(body.getBytes(), PERCENT));
                boolean done = fleet.set(wanted, request.getHeader("If-Match"));
                answer(request, done ? 200 : 412, fleet.split());
            } catch (IOException e) {
                answer(request, 400, Map.of("error", "not such as {\"v1\": 95, \"v2\": 5}"));
            } catch (IllegalArgumentException e) {
                answer(request, 400, Map.of("error", e.getMessage()));
            }
        });
    }

    /** By its host; what resolves no names below localhost goes to localhost itself. */
    private void address(HttpServerRequest request, String name) {
        if (fleet.named(name).isEmpty()) {
            answer(request, 404, Map.of("error", "no version " + name));
            return;
        }
        URI url = URI.create("http://%s.localhost:%d".formatted(name, visitors));
        answer(request, 200, new Address(url, "localhost:" + visitors, Map.of()));
    }

    /** One after the other, because two at once would slow each other down. */
    private synchronized void start(HttpServerRequest request, String name) {
        Duration limit = limit(request);
        if (limit == null) {
            answer(request, 400, Map.of("error", "limit: a duration such as PT30S, at most a day"));
            return;
        }
        Served version = fleet.named(name).orElse(null);
        if (version == null) {
            answer(request, 404, Map.of("error", "no version " + name));
            return;
        }
        lastStart = lastStart
                .otherwiseEmpty()
                .compose(before -> version.measureStart(limit))
                .onSuccess(took -> answer(request, 200, new Took(took.orElse(null))));
    }

    /** null if it is none. */
    private static Duration limit(HttpServerRequest request) {
        try {
            Duration limit = Duration.parse(request.getParam("limit", "PT30S"));
            return limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0 ? null : limit;
        } catch (DateTimeParseException | IllegalArgumentException e) {
            // IllegalArgumentException: what is encoded wrongly.
            return null;
        }
    }

    @RegisterForReflection
    record Took(Duration took) {}

    private static void answer(HttpServerRequest request, int status, Object body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Json.text(body));
    }
}
