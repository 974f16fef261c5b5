package io.todolist.release.walk;

import io.todolist.release.judge.Replayed;

/** Plays the recording of a plan to both versions. */
public interface Replayer {
    Replayed replay(State state);
}
