package io.todolist.system;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes down what somebody does, as a recording has it. */
final class RecordingFilter implements Filter {
    private final String visit = UUID.randomUUID().toString().replace("-", "");
    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Instant at = Instant.now();
        Response answer = context.next(request, expected);
        URI uri = URI.create(request.getURI());
        String ifMatch = request.getHeaders().getValue("If-Match");
        lines.add(
                """
                {"visit":"%s","at":"%s","ms":%d,"request":{"method":"%s","path":"%s","query":"%s","headers":{"content-type":"%s"%s},"body":%s},"response":{"status":%d,"headers":{},"body":%s}}"""
                        .formatted(
                                visit,
                                at,
                                answer.time(),
                                request.getMethod(),
                                uri.getPath(),
                                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                                request.getContentType(),
                                ifMatch == null ? "" : ",\"if-match\":\"" + ifMatch.replace("\"", "\\\"") + '"',
                                request.getBody() == null
                                        ? "null"
                                        : request.getBody().toString(),
                                answer.statusCode(),
                                answer.asString().isEmpty() ? "null" : answer.asString()));
        return answer;
    }
}
