package io.todolist.release.command;

import io.todolist.release.judge.Both;
import io.todolist.release.walk.Facts;
import io.todolist.release.walk.State;

/** What this step has seen so far, for people. */
record Requests(long needed, String currentName, Both visitors, Both replayed) {

    static Requests since(State state, Facts facts) {
        return new Requests(
                state.plan().needed(),
                state.current(),
                state.window().visitors(state, facts),
                state.window().replayed());
    }

    String said() {
        String said = "%,d requests of %,d that are needed, %,d errors (%s: %,d, %,d)"
                .formatted(
                        visitors.candidate().requests(),
                        needed,
                        visitors.candidate().errors(),
                        currentName,
                        visitors.current().requests(),
                        visitors.current().errors());
        return replayed.equals(Both.NONE)
                ? said
                : "%s; replayed: %,d, %,d errors (%,d, %,d)"
                        .formatted(
                                said,
                                replayed.candidate().requests(),
                                replayed.candidate().errors(),
                                replayed.current().requests(),
                                replayed.current().errors());
    }
}
