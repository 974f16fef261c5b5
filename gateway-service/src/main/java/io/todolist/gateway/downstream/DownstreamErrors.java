package io.todolist.gateway.downstream;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.todolist.kit.http.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/**
 * Refusals of a service. What it refused is passed on as its problem (RFC 9457), and so is that it is busy. 502, 503 and 504
 * else are often not its own words but a proxy's, and mean that it can't be reached; a 503 with Retry-After says that nothing
 * was done.
 */
@Provider
class DownstreamErrors implements ResponseExceptionMapper<RuntimeException> {
    private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    /** Types that our services give: a proxy's mean nothing to our client. */
    private static final Pattern OURS = Pattern.compile("urn:todolist:problem:[a-z-]{1,40}");

    /** Members that the gateway gives itself, or looks at. */
    private static final Set<String> OWN = Set.of("type", "status", "title", "detail", "instance", "traceId");

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        return status >= 400;
    }

    @Override
    public RuntimeException toThrowable(Response response) {
        int status = response.getStatus();
        String retryAfter = response.getHeaderString(HttpHeaders.RETRY_AFTER);
        Map<String, Object> body = body(response);
        Object type = body.get("type");
        boolean busy = status == 503 && Problems.BUSY.toString().equals(type);
        if (UNAVAILABLE.contains(status) && !busy) {
            return status == 503 && retryAfter != null
                    ? Unavailable.until(
                            duration(retryAfter), Problems.CONTENTION.toString().equals(type))
                    : new Unavailable("status " + status, false, null);
        }
        HttpProblem.Builder problem = HttpProblem.builder()
                .withStatus(status)
                .withTitle(text(body, "title", response.getStatusInfo().getReasonPhrase()))
                .withDetail(text(body, "detail", null));
        body.entrySet().stream()
                .filter(member -> !OWN.contains(member.getKey()))
                .forEach(member -> problem.with(member.getKey(), member.getValue()));
        if (type instanceof String text && OURS.matcher(text).matches()) {
            problem.withType(URI.create(text));
        }
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

    /** The other form, a date, is none that our services use. */
    private static Duration duration(String retryAfter) {
        return SECONDS.matcher(retryAfter).matches() ? Duration.ofSeconds(Long.parseLong(retryAfter)) : null;
    }

    private static String text(Map<String, Object> body, String member, String otherwise) {
        return body.get(member) instanceof String text ? text : otherwise;
    }
}
