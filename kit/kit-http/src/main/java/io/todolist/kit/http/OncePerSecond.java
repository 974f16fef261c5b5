package io.todolist.kit.http;

import java.util.concurrent.atomic.AtomicLong;

/** Lets one thing of a kind be logged in a second, and counts the others. */
final class OncePerSecond {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong last = new AtomicLong(System.nanoTime() - SECOND);
    private final AtomicLong others = new AtomicLong();

    boolean isFirst() {
        long now = System.nanoTime();
        long before = last.get();
        boolean first = now - before >= SECOND && last.compareAndSet(before, now);
        if (!first) {
            others.incrementAndGet();
        }
        return first;
    }

    /** How many were not the first, since this was asked last. */
    long others() {
        return others.getAndSet(0);
    }
}
