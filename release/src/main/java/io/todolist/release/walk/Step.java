package io.todolist.release.walk;

/**
 * What follows from a state and the facts: the state to be stored first, and what is to be done then.
 *
 * @param action null if there is nothing to do now
 */
public record Step(State state, Action action) {}
