package io.todolist.gateway.downstream;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/**
 * Refusals of a service. What it refused is passed on as its problem (RFC 9457). 502, 503 and 504 are often not its own
 * words but a proxy's, and mean that it can't be reached; with Retry-After it was there and did nothing.
 */
@Provider
class DownstreamErrors implements ResponseExceptionMapper<RuntimeException> {
    private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);
    /** Members that the gateway gives itself. */
    private static final Set<String> OWN = Set.of("type", "status", "title", "detail", "instance", "traceId");

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        return status >= 400;
    }

    @Override
    public RuntimeException toThrowable(Response response) {
        int status = response.getStatus();
        String retryAfter = response.getHeaderString(HttpHeaders.RETRY_AFTER);
        if (UNAVAILABLE.contains(status)) {
            return new Unavailable("status " + status, status == 503 && retryAfter != null, null);
        }
        Map<String, Object> body = body(response);
        HttpProblem.Builder problem = HttpProblem.builder()
                .withStatus(status)
                .withTitle(text(body, "title", response.getStatusInfo().getReasonPhrase()))
                .withDetail(text(body, "detail", null));
        body.entrySet().stream()
                .filter(member -> !OWN.contains(member.getKey()))
                .forEach(member -> problem.with(member.getKey(), member.getValue()));
        if (retryAfter != null) {
            problem.withHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return problem.build();
    }

    private static Map<String, Object> body(Response response) {
        byte[] bytes = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
        try {
            return bytes.length == 0 ? Map.of() : new JsonObject(Buffer.buffer(bytes)).getMap();
        } catch (DecodeException e) {
            return Map.of();
        }
    }

    private static String text(Map<String, Object> body, String member, String otherwise) {
        return body.get(member) instanceof String text ? text : otherwise;
    }
}
