package io.todolist.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * The id that ties a request, its log lines, its problems and the calls to other services together. It comes from a valid
 * {@code traceparent} (W3C Trace Context), else it is made here.
 */
@Provider
@Singleton
public class TraceId implements ClientRequestFilter {
    static final String KEY = "traceId";
    private static final String HEADER = "traceparent";
    /** Version ff and ids of nothing but zeros are invalid; a later version may have more fields. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");

    void register(@Observes Filters filters) {
        filters.register(TraceId::begin, FilterOrder.TRACE_ID);
    }

    private static void begin(RoutingContext context) {
        MDC.put(KEY, of(context));
        context.next();
    }

    static String of(RoutingContext context) {
        String id = context.get(KEY);
        if (id == null) {
            id = received(context.request().getHeader(HEADER));
            context.put(KEY, id);
        }
        return id;
    }

    private static String received(String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return matcher.matches() ? matcher.group(1) : random() + random();
    }

    /** Sends the id on, under a span id of this call. */
    @Override
    public void filter(ClientRequestContext request) {
        String id = current();
        if (id != null) {
            request.getHeaders().putSingle(HEADER, "00-" + id + "-" + random() + "-01");
        }
    }

    /** Of the request that is being handled; null outside of one. */
    public static String current() {
        return (String) MDC.get(KEY);
    }

    private static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
