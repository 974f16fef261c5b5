package io.todolist.release.walk;

/** What is to be done to the world. */
public sealed interface Action {
    record Shift(Split to) implements Action {}

    /** One cold start; the versions take turns. */
    record MeasureStart(String version) implements Action {}

    /** The recording, to both versions. Whoever dies meanwhile is followed by somebody who plays it again. */
    record Replay() implements Action {}

    /** Visits of a recording, so that each version has so many requests more. Who comes after a death plays all of it again. */
    record TopUp(long current, long candidate) implements Action {}
}
