package io.todolist.system;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** The spans of one trace, as the Jaeger of -Djaeger=http://… has them. */
record Spans(List<Span> all) {
    /** @param what the service and what it does */
    record Span(String id, String parent, String what) {}

    /** When there are some of each of these. */
    static Spans await(String trace, Set<String> wanted) {
        return Awaitility.await("spans " + wanted)
                .atMost(Duration.ofSeconds(30))
                .until(() -> of(trace), spans -> spans.what().containsAll(wanted));
    }

    /** As many as there are by now. */
    static Spans of(String trace) {
        Response answer = text(trace);
        if (answer.statusCode() == 404) {
            return new Spans(List.of());
        }
        Map<String, Map<String, ?>> processes = answer.path("data[0].processes");
        List<Map<String, ?>> spans = answer.path("data[0].spans");
        return new Spans(spans.stream()
                .map(span -> new Span(
                        (String) span.get("spanID"),
                        parent(span),
                        processes.get(span.get("processID")).get("serviceName") + " " + span.get("operationName")))
                .toList());
    }

    static Response text(String trace) {
        return given().baseUri(System.getProperty("jaeger")).get("/api/traces/{id}", trace);
    }

    Set<String> what() {
        return new HashSet<>(all.stream().map(Span::what).toList());
    }

    void assertBelow(String parent, String what) {
        assertTrue(
                all.stream().filter(span -> span.what.equals(what)).anyMatch(span -> parent.equals(parentOf(span))),
                () -> "no " + what + " below " + parent + " in " + all);
    }

    /** Of a span that nobody here has made, its id. */
    private String parentOf(Span span) {
        return all.stream()
                .filter(other -> other.id.equals(span.parent))
                .map(Span::what)
                .findFirst()
                .orElse(span.parent);
    }

    @SuppressWarnings("unchecked")
    private static String parent(Map<String, ?> span) {
        return ((List<Map<String, String>>) span.get("references"))
                .stream()
                        .filter(reference -> reference.get("refType").equals("CHILD_OF"))
                        .map(reference -> reference.get("spanID"))
                        .findFirst()
                        .orElse(null);
    }
}
