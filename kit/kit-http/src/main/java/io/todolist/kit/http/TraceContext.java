package io.todolist.kit.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Ties a request, its log lines, its problems and the calls to other services together (W3C Trace Context). A service that
 * makes no spans of its own passes {@code traceparent} and {@code tracestate} on as they came; the REST client does
 * that, by the setting propagateHeaders. Where none came, or none that is valid, a new one begins here, not sampled: whether a trace
 * is recorded is for whoever records it to say.
 */
@Singleton
public class TraceContext {
    /** Of the id in the log's lines and in problems. */
    public static final String KEY = "traceId";

    /** Before whatever else looks at a request: all that is said of it has the id. */
    public static final int ORDER = 4000;

    /** The header that each request has from here on. */
    public static final String PARENT = "traceparent";

    private static final String STATE = "tracestate";

    /** Version ff and ids of nothing but zeros are invalid; a later version may have more fields. */
    private static final Pattern VALID =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");

    void register(@Observes Filters filters) {
        filters.register(TraceContext::begin, ORDER);
    }

    private static void begin(RoutingContext context) {
        HttpServerRequest request = context.request();
        String parent = request.getHeader(PARENT);
        if (parent == null || !VALID.matcher(parent).matches()) {
            parent = "00-" + random() + random() + "-" + random() + "-00";
            request.headers().set(PARENT, parent).remove(STATE);
        }
        String id = parent.substring(3, 35);
        context.put(KEY, id);
        MDC.put(KEY, id);
        context.next();
    }

    static String of(RoutingContext context) {
        return context.get(KEY);
    }

    private static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
