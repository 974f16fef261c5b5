package io.todolist.kit.http;

/**
 * How long a request was held because another service had not answered yet: all the time that its answer took, without what
 * that service says it has worked ({@link WorkedTime}), or, if it does not say so, without the attempt that was answered.
 */
public final class Wait {
    /** The way there and back takes less, on a busy machine too, and no start does; nobody notices it either. */
    private static final long SHORTEST = 100_000_000;

    private final String service;
    private final long start = System.nanoTime();
    private long attempt;
    private long worked = -1;
    private long end;
    private boolean answered;

    private Wait(String service) {
        this.service = service;
    }

    /** From now on. Where no request is answered, or the request log is off, it is told nobody. */
    public static Wait forAnswerOf(String service) {
        Wait wait = new Wait(service);
        RequestLine line = RequestLine.current();
        if (line != null) {
            line.add(wait);
        }
        return wait;
    }

    public synchronized void attempt() {
        attempt = System.nanoTime();
        worked = -1;
    }

    synchronized void worked(long nanos) {
        worked = nanos;
    }

    /** @param answered by the service itself */
    public synchronized void over(boolean answered) {
        if (end == 0) {
            end = System.nanoTime();
            this.answered = answered;
        }
    }

    String service() {
        return service;
    }

    /** In nanoseconds; until now, if there is no end yet. */
    synchronized long held() {
        long last = end == 0 ? System.nanoTime() : end;
        long held = last - start;
        if (answered) {
            held -= worked < 0 ? last - attempt : worked;
        }
        return held < SHORTEST ? 0 : held;
    }
}
