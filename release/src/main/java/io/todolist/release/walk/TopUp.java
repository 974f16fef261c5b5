package io.todolist.release.walk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.judge.Both;
import io.todolist.release.judge.Traffic;
import java.time.Instant;

/**
 * Visits of a recording that are played because a step has too few visitors. An ingress of a cluster may count them as if they
 * were visitors, so what it counts meanwhile is nobody's: then it does not matter either how often somebody died and was
 * followed by another one, who played all of it again.
 *
 * @param from what had been counted when it began
 * @param came null until it has been played
 * @param to what had been counted when all of it was; null until then
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TopUp(Facts from, Came came, Facts to) {

    /**
     * @param counted by then the router has counted all of it
     * @param whyNot why others were not played; null if all were
     * @param current what its two accounts of each visit were answered by the current version
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Came(Instant counted, int visits, int notPlayed, String whyNot, Traffic current, Traffic candidate) {
        String said(String recording) {
            String played =
                    "%,d visits of %s were replayed, with %,d requests of the candidate and %,d of the current version"
                            .formatted(visits, recording, candidate.requests(), current.requests());
            return notPlayed == 0 ? played + "." : played + "; %,d were not: %s.".formatted(notPlayed, whyNot);
        }
    }

    Traffic visitors(Facts atBegin, Facts now, String version) {
        Traffic before = from.since(atBegin, version).traffic();
        return to == null ? before : before.plus(now.since(to, version).traffic());
    }

    /** What it has come to so far. */
    Both replayed() {
        return came == null ? Both.NONE : new Both(came.current(), came.candidate());
    }

    TopUp played(Came what) {
        return new TopUp(from, what, to);
    }

    /** From now on what is counted is of visitors again. */
    TopUp over(Facts now) {
        return new TopUp(from, came, now);
    }

    /** @param late whether nobody waits any more for who plays it */
    boolean endsAt(Instant now, boolean late) {
        return to == null && (came == null ? late : !now.isBefore(came.counted()));
    }

    /** What follows would have a part of it. */
    boolean isBeingCounted() {
        return came != null && to == null;
    }
}
