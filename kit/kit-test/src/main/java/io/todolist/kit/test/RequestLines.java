package io.todolist.kit.test;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The request log, from now on; a test knows its lines by the traces that it makes up. */
public final class RequestLines implements AutoCloseable {
    public static final String LOG = "io.todolist.requests";

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final LogLines log = new LogLines(LOG);

    /** An id that no other request has. */
    public static String trace() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "%016x%016x".formatted(random.nextLong(1, Long.MAX_VALUE), random.nextLong());
    }

    /** The header {@code traceparent} (W3C Trace Context). */
    public static String parent(String trace) {
        return "00-" + trace + "-b7ad6b7169203331-00";
    }

    /** @param request is given a traceparent of its own */
    public JsonObject lineOf(Function<String, ?> request) throws InterruptedException {
        String trace = trace();
        request.apply(parent(trace));
        return line(trace);
    }

    /** The one line of this trace; it is written when the answer is on its way. */
    public JsonObject line(String trace) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (lines(trace).isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        List<String> lines = lines(trace);
        if (lines.size() != 1) {
            throw new AssertionError(lines.size() + " lines: " + lines);
        }
        return new JsonObject(lines.get(0));
    }

    public List<String> lines(String trace) {
        return log.texts().filter(line -> line.contains(trace)).toList();
    }

    public List<String> all() {
        return log.texts().toList();
    }

    @Override
    public void close() {
        log.close();
    }
}
