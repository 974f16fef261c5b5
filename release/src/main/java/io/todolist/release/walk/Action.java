package io.todolist.release.walk;

/** What is to be done to the world. */
public sealed interface Action {
    record Shift(Split to) implements Action {}

    /** One cold start; the versions take turns. */
    record MeasureStart(String version) implements Action {}
}
