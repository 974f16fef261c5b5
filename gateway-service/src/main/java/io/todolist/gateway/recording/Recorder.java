package io.todolist.gateway.recording;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Writes exchanges in a thread of its own, which takes as much of a CPU as it may and no more. What waits for it is bounded, and
 * what does not fit is dropped: visitors never wait for it.
 */
final class Recorder {
    /** Shorter pauses would cost more than the work between them. */
    private static final long WORTH_A_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    /** Less than what is left of a pod's 30 s on plain Kubernetes when requests have had theirs (quarkus.shutdown.timeout). */
    private static final long LAST_MILLIS = 8000;

    private final Line line;
    private final Target target;
    private final Semaphore room;
    private final Chunk chunk;
    private final double pausePerWork;
    private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Losses losses = new Losses();
    private final Thread thread = new Thread(this::run, "recording");
    private long worked;

    Recorder(RecordingConfig config, Line line, Target target) {
        this.line = line;
        this.target = target;
        this.room = new Semaphore((int) config.mostWaiting().asLongValue());
        this.chunk = new Chunk(config);
        this.pausePerWork = 1 / config.effort() - 1;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * @param bytes what it will take
     * @param exchange copies its bodies, and is asked for only if there is room
     */
    void offer(String visit, int bytes, Supplier<Exchange> exchange) {
        if (losses.isCut(visit)) {
            losses.add();
        } else if (room.tryAcquire(bytes)) {
            waiting.add(exchange.get());
        } else {
            losses.add(Set.of(visit), 1, "more comes than can be written");
        }
    }

    /** Writes what waits, as far as the pod has the time. */
    void end() {
        ending.countDown();
        waiting.add(Exchange.NONE);
        try {
            thread.join(LAST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        losses.tell();
    }

    private void run() {
        try {
            while (!isEnding() || !waiting.isEmpty()) {
                Exchange next = waiting.poll(chunk.rest(), TimeUnit.NANOSECONDS);
                if (next != null && next != Exchange.NONE) {
                    take(next);
                }
                if (chunk.rest() == 0) {
                    write();
                }
                pause();
            }
            write();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isEnding() {
        return ending.getCount() == 0;
    }

    private void take(Exchange exchange) {
        long start = System.nanoTime();
        try {
            chunk.add(exchange.visit(), line.of(exchange));
        } catch (IOException | RuntimeException e) {
            // What it says may be what a visitor has sent.
            losses.add(Set.of(exchange.visit()), 1, e.getClass().getName());
        } finally {
            room.release(exchange.bytes());
            worked += System.nanoTime() - start;
        }
    }

    private void write() throws InterruptedException {
        try {
            if (chunk.number() > 0) {
                target.write(chunk.bytes(), ending);
            }
        } catch (IOException e) {
            losses.add(chunk.visits(), chunk.number(), e.toString());
        } finally {
            chunk.clear();
        }
    }

    private void pause() throws InterruptedException {
        if (worked >= WORTH_A_PAUSE) {
            ending.await((long) (worked * pausePerWork), TimeUnit.NANOSECONDS);
            worked = 0;
        }
    }
}
