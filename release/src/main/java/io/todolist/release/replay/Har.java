package io.todolist.release.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A recording as browsers' tools and proxies read it: HTTP Archive 1.2. A page is a visit. */
@RegisterForReflection
record Har(Log log) {
    /** A recording does not say where it was made. */
    private static final String ORIGIN = "https://recording.invalid";

    private static final String HTTP = "HTTP/1.1";

    /** What is not known. */
    private static final int UNKNOWN = -1;

    @RegisterForReflection
    record Log(String version, Creator creator, List<Page> pages, List<Entry> entries) {}

    @RegisterForReflection
    record Creator(String name, String version) {}

    @RegisterForReflection
    record Page(Instant startedDateTime, String id, String title, Map<String, Integer> pageTimings) {}

    @RegisterForReflection
    record Entry(
            String pageref,
            Instant startedDateTime,
            long time,
            Request request,
            Response response,
            Map<String, String> cache,
            Map<String, Long> timings) {}

    @RegisterForReflection
    record Named(String name, String value) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Content(Long size, String mimeType, String text) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(
            String method,
            String url,
            String httpVersion,
            List<Named> cookies,
            List<Named> headers,
            List<Named> queryString,
            Content postData,
            int headersSize,
            int bodySize) {}

    @RegisterForReflection
    record Response(
            int status,
            String statusText,
            String httpVersion,
            List<Named> cookies,
            List<Named> headers,
            Content content,
            String redirectURL,
            int headersSize,
            int bodySize) {}

    static Har of(List<Visit> visits) {
        List<Page> pages = visits.stream()
                .map(visit -> new Page(visit.exchanges().get(0).at(), visit.id(), "Visit " + visit.name(), Map.of()))
                .toList();
        List<Entry> entries = visits.stream()
                .flatMap(visit -> visit.exchanges().stream())
                .map(Har::entry)
                .toList();
        return new Har(new Log("1.2", new Creator("release", "1"), pages, entries));
    }

    private static Entry entry(Exchange exchange) {
        return new Entry(
                exchange.visit(),
                exchange.at(),
                exchange.ms(),
                request(exchange.request()),
                response(exchange.response()),
                Map.of(),
                Map.of("send", 0L, "wait", exchange.ms(), "receive", 0L));
    }

    private static Request request(Exchange.Request request) {
        boolean asks = request.query() != null && !request.query().isEmpty();
        String type = request.headers().getOrDefault("content-type", "application/json");
        return new Request(
                request.method(),
                ORIGIN + request.path() + (asks ? "?" + request.query() : ""),
                HTTP,
                List.of(),
                named(request.headers()),
                asks
                        ? Arrays.stream(request.query().split("&"))
                                .map(Har::parameter)
                                .toList()
                        : List.of(),
                request.body() == null
                        ? null
                        : new Content(null, type, request.body().toString()),
                UNKNOWN,
                UNKNOWN);
    }

    private static Response response(Exchange.Response response) {
        JsonNode body = response.body();
        String text = body == null ? "" : body.toString();
        long size = response.size() == null ? text.getBytes(StandardCharsets.UTF_8).length : response.size();
        return new Response(
                response.status(),
                "",
                HTTP,
                List.of(),
                named(response.headers()),
                new Content(size, response.headers().getOrDefault("content-type", ""), text),
                response.headers().getOrDefault("location", ""),
                UNKNOWN,
                UNKNOWN);
    }

    private static List<Named> named(Map<String, String> headers) {
        return headers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(header -> new Named(header.getKey(), header.getValue()))
                .toList();
    }

    private static Named parameter(String parameter) {
        String[] pair = parameter.split("=", 2);
        return new Named(pair[0], pair.length == 2 ? pair[1] : "");
    }
}
