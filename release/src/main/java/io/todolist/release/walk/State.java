package io.todolist.release.walk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.judge.Judgement;
import java.time.Instant;
import java.util.List;

/**
 * All that is known of a release, one JSON document.
 *
 * @param step the place in the plan's steps
 * @param looks how often this step was judged
 * @param applied the split that was found as it should be
 * @param intended the split that is being made; the same as the applied one when it is done
 * @param stepBegan when the split of this step was found in place
 * @param atStepBegin what was counted then
 * @param reason why it waits, or ended as it did
 */
@RegisterForReflection
public record State(
        int format,
        Plan plan,
        String current,
        String candidate,
        Stage stage,
        WaitsFor waitsFor,
        int step,
        int looks,
        Split applied,
        Split intended,
        Instant began,
        Instant stepBegan,
        Facts atStepBegin,
        List<Start> starts,
        List<Judgement> judgements,
        List<Event> events,
        String reason) {
    static final int FORMAT = 1;

    /** Why a person is asked. */
    public enum WaitsFor {
        /** There were too few requests until the deadline. */
        REQUESTS,
        /** The plan says that nothing is promoted without a person's yes. */
        YES,
        /** Somebody has set another split meanwhile. */
        SPLIT
    }

    /** What happened, for people, and the candidate's share from then on. */
    @RegisterForReflection
    public record Event(Instant at, int percent, String said) {}
}
