package io.todolist.release.judge;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Locale;

/**
 * The candidate beside the current version, in one respect.
 *
 * @param percent the candidate's share while this was counted
 * @param chance how probable such a difference, or a greater one, is between a version and itself
 * @param level below which chance the candidate counts as worse
 * @param said some sentences for people
 * @param currentReplayed of errors, those of replayed requests, which the current version's figure has not; null if none were
 *     replayed
 */
@RegisterForReflection
public record Judgement(
        Instant at,
        int percent,
        About about,
        Verdict verdict,
        Measure current,
        Measure candidate,
        double chance,
        double level,
        String said,
        @JsonInclude(JsonInclude.Include.NON_NULL) Measure currentReplayed,
        @JsonInclude(JsonInclude.Include.NON_NULL) Measure candidateReplayed) {
    public Judgement(
            Instant at,
            int percent,
            About about,
            Verdict verdict,
            Measure current,
            Measure candidate,
            double chance,
            double level,
            String said) {
        this(at, percent, about, verdict, current, candidate, chance, level, said, null, null);
    }

    public enum About {
        STARTS,
        ERRORS,
        /** Of visitors. */
        LATENCY,
        REPLAYED_LATENCY,
        ENDS
    }

    public enum Verdict {
        FINE,
        WORSE,
        TOO_FEW
    }

    /** A share or a time in seconds, the interval that it lies in with 95 %, and of how many requests or starts it is. */
    @RegisterForReflection
    public record Measure(double value, double low, double high, long of) {}

    static String said(double chance, double level) {
        String often = chance > 0.1
                ? "Equal versions often differ so much"
                : "Equal versions differ so much in " + percent(chance) + " of all cases";
        return chance < level ? often + ", and the candidate is stopped below " + percent(level) + "." : often + ".";
    }

    private static String percent(double share) {
        return share < 1e-9 ? "practically 0 %" : String.format(Locale.ROOT, "%.2g %%", share * 100);
    }
}
