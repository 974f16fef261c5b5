package io.todolist.kit.http;

import io.smallrye.common.vertx.VertxContext;
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
    private int connections;
    private long connected;
    private long database = -1;

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
        // After a reload in dev mode Vert.x is still the one before, and asks the class before.
        return context != null
                        && VertxContext.isDuplicatedContext(context)
                        && context.getLocal(KEY) instanceof RequestLine line
                ? line
                : null;
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

    synchronized void databaseBegins() {
        if (connections++ == 0) {
            connected = System.nanoTime();
        }
    }

    /** What goes on at the same time counts once. */
    synchronized void databaseEnds() {
        if (--connections == 0) {
            database = Math.max(database, 0) + System.nanoTime() - connected;
        }
    }

    /** In nanoseconds; until now, if there is no end yet; -1 if the database was not asked. */
    private long database() {
        return connections > 0 ? Math.max(database, 0) + System.nanoTime() - connected : database;
    }

    /** In milliseconds, to a tenth. */
    synchronized void putTimes(JsonObject fields) {
        fields.put("ms", millis(System.nanoTime() - start));
        if (database() >= 0) {
            fields.put("dbMs", millis(database()));
        }
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
