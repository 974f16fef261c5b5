package io.todolist.release.walk;

import io.todolist.release.judge.Replayed;

/** Plays the recordings of a plan to both versions. */
public interface Replayer {
    /** @throws IllegalArgumentException says what of it can't be played here */
    void check(Plan plan, String current, String candidate);

    /** The recording that is played before any visitor has the candidate. */
    Replayed replay(State state);

    /** Whether the recording for a step with too few visitors is here, which it need not be everywhere. */
    boolean canTopUp(Plan plan);

    TopUp.Came topUp(State state, Action.TopUp wanted);
}
