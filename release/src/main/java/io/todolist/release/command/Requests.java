package io.todolist.release.command;

import io.todolist.release.judge.Traffic;
import io.todolist.release.walk.Facts;
import io.todolist.release.walk.State;

/** What this step has seen so far, for people. */
record Requests(long needed, String currentName, Traffic current, Traffic candidate) {

    static Requests since(State state, Facts facts) {
        Facts begin = state.window().atBegin();
        return new Requests(
                state.plan().needed(),
                state.current(),
                of(state.current(), facts).since(of(state.current(), begin)),
                of(state.candidate(), facts).since(of(state.candidate(), begin)));
    }

    private static Traffic of(String version, Facts facts) {
        Facts.Version found = facts.versions().get(version);
        return found == null ? Traffic.NONE : found.traffic();
    }

    String said() {
        return "%,d requests of %,d that are needed, %,d errors (%s: %,d, %,d)"
                .formatted(
                        candidate.requests(),
                        needed,
                        candidate.errors(),
                        currentName,
                        current.requests(),
                        current.errors());
    }
}
