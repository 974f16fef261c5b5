package io.todolist.kit.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is known of a request before it is over, for its line in the {@link RequestLog}. */
public final class RequestLine {
    private static final String KEY = RequestLine.class.getName();

    private final Instant time = Instant.now();
    private final long start = System.nanoTime();
    private final boolean cold;
    private final List<Wait> waits = new ArrayList<>();
    private String route;

    private RequestLine(boolean cold) {
        this.cold = cold;
    }

    /** It is kept where the context of Vert.x goes, wherever that is. */
    static RequestLine begin(boolean cold) {
        RequestLine line = new RequestLine(cold);
        Vertx.currentContext().putLocal(KEY, line);
        return line;
    }

    /** {@code null} while the request log is off, and where no request is answered. */
    static RequestLine current() {
        Context context = Vertx.currentContext();
        return context == null ? null : context.getLocal(KEY);
    }

    /** What is served without a resource is called so. */
    public static void nameRoute(String name) {
        RequestLine line = current();
        if (line != null) {
            line.setRoute(name);
        }
    }

    private synchronized void setRoute(String name) {
        route = name;
    }

    synchronized String route() {
        return route;
    }

    Instant time() {
        return time;
    }

    synchronized void add(Wait wait) {
        waits.add(wait);
    }

    /** Of several waits the one that began last. */
    synchronized Wait lastWait() {
        return waits.isEmpty() ? null : waits.get(waits.size() - 1);
    }

    /** In milliseconds, to a tenth. */
    synchronized void putTimes(JsonObject fields) {
        fields.put("ms", millis(System.nanoTime() - start));
        if (!waits.isEmpty()) {
            putHeld(fields);
        }
        fields.put("cold", cold);
    }

    private void putHeld(JsonObject fields) {
        long held = 0;
        Set<String> services = new LinkedHashSet<>();
        for (Wait wait : waits) {
            long nanos = wait.held();
            held += nanos;
            if (nanos > 0) {
                services.add(wait.service());
            }
        }
        fields.put("heldMs", millis(held));
        if (held > 0) {
            fields.put("heldBy", String.join(",", services));
        }
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e5) / 10.0;
    }
}
