package io.todolist.release.replay;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request of a visitor and its answer, as the gateway has recorded them: a line.
 *
 * @param visit a keyed hash of the session
 * @param ms how long the answer took
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Exchange(String visit, Instant at, long ms, Request request, Response response) {
    private static final Pattern TODOS = Pattern.compile("/api/(?:home|todos(?:/[\\w-]+)*)");

    /** @param body null if there was none, or none that was recorded */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(String method, String path, String query, Map<String, String> headers, JsonNode body, Long size) {
        Request {
            need(method != null && method.matches("[A-Z]+"), "request: method");
            need(path != null && path.startsWith("/api/"), "request: path");
            headers = headers == null ? Map.of() : Map.copyOf(headers);
        }
    }

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Response(int status, Map<String, String> headers, JsonNode body, Long size) {
        Response {
            headers = headers == null ? Map.of() : Map.copyOf(headers);
        }
    }

    Exchange {
        need(visit != null && !visit.isBlank(), "visit");
        need(at != null, "at");
        need(request != null, "request");
        need(response != null, "response");
    }

    private static void need(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what + " is missing or wrong");
        }
    }

    /** What is asked for, whichever todo it is about. */
    String route() {
        return request.method() + " " + Ids.UUID.matcher(request.path()).replaceAll("{id}");
    }

    /** As all that the gateway records. Whatever else a file says could send somebody a mail. */
    boolean isOfTodos() {
        return TODOS.matcher(request.path()).matches();
    }

    /** Not what had a body that was too long to be recorded. */
    boolean canBeAsked() {
        return request.body() != null || request.size() == null || request.size() == 0;
    }

    boolean isGood() {
        return response.status() / 100 == 2;
    }

    /** From the end of this one to the beginning of the next. */
    Duration pauseTo(Exchange next) {
        Duration pause = Duration.between(at.plusMillis(ms), next.at);
        return pause.isNegative() ? Duration.ZERO : pause;
    }
}
