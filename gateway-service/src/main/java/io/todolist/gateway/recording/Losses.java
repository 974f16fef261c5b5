package io.todolist.gateway.recording;

import io.quarkus.logging.Log;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was not recorded, though it should have been. Of such a visit the rest is not recorded either: without a part of what was
 * done, what follows means nothing. The log tells of it once a minute.
 */
final class Losses {
    /** So many visits are remembered. With more of them, all may go on again, and have holes. */
    private static final int MOST = 10_000;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Set<String> visits = ConcurrentHashMap.newKeySet();
    private final AtomicLong exchanges = new AtomicLong();
    private final AtomicLong told = new AtomicLong(System.nanoTime() - MINUTE);
    private volatile String reason;

    boolean isCut(String visit) {
        return visits.contains(visit);
    }

    /** One more of a visit that is cut. */
    void add() {
        exchanges.incrementAndGet();
        tellNowAndThen();
    }

    void add(Set<String> cut, long lost, String because) {
        if (visits.size() >= MOST) {
            visits.clear();
        }
        visits.addAll(cut);
        reason = because;
        exchanges.addAndGet(lost);
        tellNowAndThen();
    }

    void tell() {
        long lost = exchanges.getAndSet(0);
        if (lost > 0) {
            Log.warnf(
                    "%d exchanges have not been recorded, nor will be what follows in their visits: %s", lost, reason);
        }
    }

    private void tellNowAndThen() {
        long before = told.get();
        long now = System.nanoTime();
        if (now - before >= MINUTE && told.compareAndSet(before, now)) {
            tell();
        }
    }
}
