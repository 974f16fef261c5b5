package io.todolist.kit.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a service has worked for an answer, said in the answer (Server-Timing, W3C) while the request log is on. So whoever
 * asked knows how long it waited for the service to be there: a platform may take a request and keep it for a second until it
 * has started the service, which answers it in 10 ms. The gateway, whose answers go to browsers, leaves this class out.
 */
@Singleton
public class WorkedTime {
    public static final String HEADER = "Server-Timing";

    /** Right behind the request log. */
    private static final int ORDER = 2900;

    private static final Pattern FORM = Pattern.compile("app;dur=(\\d{1,9}(?:\\.\\d{1,3})?)");

    private final RequestLog.Config config;

    WorkedTime(RequestLog.Config config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        if (config.log()) {
            filters.register(WorkedTime::begin, ORDER);
        }
    }

    private static void begin(RoutingContext context) {
        long start = System.nanoTime();
        context.addHeadersEndHandler(end ->
                context.response().putHeader(HEADER, "app;dur=" + Math.round((System.nanoTime() - start) / 1e3) / 1e3));
        context.next();
    }

    /**
     * For the {@link Wait} of the current request that is under way.
     *
     * @param header of another service's answer, or {@code null}
     */
    public static void heard(String header) {
        RequestLine line = RequestLine.current();
        Wait wait = line == null ? null : line.lastWait();
        Matcher said = header == null || wait == null ? null : FORM.matcher(header);
        if (said != null && said.matches()) {
            wait.worked((long) (Double.parseDouble(said.group(1)) * 1e6));
        }
    }
}
