package io.todolist.kit.http;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which requests found this instance just starting: its first one, and whatever came within a second after this was made,
 * which is shortly before it listens. Of an instance that was started before anybody asked, the first one is called cold, too.
 */
final class ColdStart {
    private static final long SECOND = 1_000_000_000;

    private final AtomicBoolean first = new AtomicBoolean(true);
    private final long start = System.nanoTime();

    /** Of a request that has just come. */
    boolean isCold() {
        return first.getAndSet(false) || System.nanoTime() - start < SECOND;
    }
}
