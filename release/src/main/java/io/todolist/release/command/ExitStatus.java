package io.todolist.release.command;

import io.todolist.release.judge.Replayed;
import io.todolist.release.walk.State;

/** What a script learns of a release; Release lists it for people. */
final class ExitStatus {
    static final int GOOD = 0;
    static final int FAILED = 1;
    static final int TAKEN_BACK = 3;
    static final int WAITS = 4;

    private ExitStatus() {}

    static int of(Replayed replayed) {
        return switch (replayed.verdict()) {
            case FINE -> GOOD;
            case WORSE -> TAKEN_BACK;
            case TOO_FEW -> WAITS;
        };
    }

    static int of(State state) {
        return switch (state.stage()) {
            case STARTS, REPLAY, GRAY, PROMOTED -> GOOD;
            case ROLLED_BACK -> TAKEN_BACK;
            case WAITING -> WAITS;
        };
    }
}
