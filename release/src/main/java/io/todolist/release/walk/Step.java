package io.todolist.release.walk;

import java.util.List;

/** What follows from a state and the facts: the state to be stored first, then what is to be done. */
public record Step(State state, List<Action> actions) {}
