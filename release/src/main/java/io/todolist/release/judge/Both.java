package io.todolist.release.judge;

/** What both versions had of one kind of requests: of visitors, or replayed ones. */
public record Both(Traffic current, Traffic candidate) {
    public static final Both NONE = new Both(Traffic.NONE, Traffic.NONE);

    boolean hasNone() {
        return current.requests() + candidate.requests() == 0;
    }

    public long warm() {
        return Math.min(current.warm().count(), candidate.warm().count());
    }
}
