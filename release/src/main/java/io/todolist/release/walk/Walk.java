package io.todolist.release.walk;

import java.time.Instant;
import java.util.List;

/** How a release goes on. Pure: the same state, time and facts give the same step. */
public final class Walk {
    private Walk() {}

    /** @throws IllegalArgumentException if versions other than these two have visitors */
    public static Step begin(Plan plan, String current, String candidate, Instant clock, Facts facts) {
        throw new UnsupportedOperationException("comes next");
    }

    public static Step next(State state, Instant clock, Facts facts) {
        return new Step(state, List.of());
    }

    /** A person lets a waiting release go on. */
    public static Step goOn(State state, Instant clock, Facts facts) {
        return new Step(state, List.of());
    }

    /** A person ends the release. */
    public static Step abort(State state, Instant clock, Facts facts) {
        return new Step(state, List.of());
    }
}
