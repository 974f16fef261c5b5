package io.todolist.release.knative;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.todolist.release.walk.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was scraped, behind /api/v1/query, which it answers as Prometheus' documentation says: of a range selector with two
 * matchers, a matrix of all samples of the series that match, those of a range that ends now and begins after its start.
 */
final class PlantedPrometheus implements AutoCloseable {
    private static final Pattern QUERY = Pattern.compile("\\{__name__=~\"([^\"]*)\",(\\w+)=~\"([^\"]*)\"}\\[(\\d+)s]");

    private final Map<Map<String, String>, TreeMap<Instant, Long>> series = new LinkedHashMap<>();
    private final HttpServer server;
    private final Clock clock;
    final List<String> authorizations = new ArrayList<>();
    int asked;

    /** In place of an answer. */
    interface Misbehaviour {
        void of(HttpExchange exchange) throws IOException;
    }

    Misbehaviour misbehaviour;

    PlantedPrometheus(Clock clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/prometheus/");
    }

    /** A pod of the ingress says this when it is asked now, at its address and by a job. */
    synchronized void scrapes(String pod, String job, String text) {
        text.lines().flatMap(words -> Line.of(words).stream()).forEach(line -> {
            Map<String, String> labels = new TreeMap<>(line.labels());
            labels.putAll(Map.of("__name__", line.name(), "pod", pod, "instance", pod + ":15090", "job", job));
            series.computeIfAbsent(labels, first -> new TreeMap<>()).put(clock.instant(), line.value());
        });
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        asked++;
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (misbehaviour != null) {
            misbehaviour.of(exchange);
            return;
        }
        Matcher query = QUERY.matcher(exchange.getRequestURI().getQuery().replaceFirst("query=", ""));
        boolean isKnown = exchange.getRequestURI().getPath().equals("/prometheus/api/v1/query") && query.matches();
        ObjectNode answer = Json.MAPPER.createObjectNode().put("status", isKnown ? "success" : "error");
        if (isKnown) {
            answer.putObject("data").put("resultType", "matrix").set("result", result(query));
        } else {
            answer.put("errorType", "bad_data").put("error", "invalid parameter \"query\"");
        }
        say(exchange, isKnown ? 200 : 400, answer.toString());
    }

    static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ArrayNode result(Matcher query) {
        Instant end = clock.instant();
        Instant begin = end.minusSeconds(Long.parseLong(query.group(4)));
        ArrayNode result = Json.MAPPER.createArrayNode();
        series.forEach((labels, samples) -> {
            Map<Instant, Long> inRange = samples.subMap(begin, false, end, true);
            boolean matches = labels.get("__name__").matches(query.group(1))
                    && labels.getOrDefault(query.group(2), "").matches(query.group(3));
            if (matches && !inRange.isEmpty()) {
                ObjectNode one = result.addObject();
                one.set("metric", Json.MAPPER.valueToTree(new HashMap<>(labels)));
                ArrayNode values = one.putArray("values");
                inRange.forEach((at, value) ->
                        values.addArray().add(at.toEpochMilli() / 1000.0).add(value.toString()));
            }
        });
        return result;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
