package io.todolist.gateway.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;

/** Lines that are written together, so that a line costs little. Of one thread. */
final class Chunk {
    private final long longest;
    private final long oldest;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Set<String> visits = new HashSet<>();
    private int number;
    private long begun;

    Chunk(RecordingConfig config) {
        longest = config.chunk().asLongValue();
        oldest = config.every().toNanos();
    }

    void add(String visit, String line) {
        if (number++ == 0) {
            begun = System.nanoTime();
        }
        visits.add(visit);
        lines.writeBytes(line.getBytes(UTF_8));
    }

    int number() {
        return number;
    }

    Set<String> visits() {
        return visits;
    }

    byte[] bytes() {
        return lines.toByteArray();
    }

    /** Nanoseconds until it should be written. */
    long rest() {
        if (number == 0) {
            return Long.MAX_VALUE;
        }
        return lines.size() >= longest ? 0 : Math.max(0, begun + oldest - System.nanoTime());
    }

    void clear() {
        lines.reset();
        visits.clear();
        number = 0;
    }
}
