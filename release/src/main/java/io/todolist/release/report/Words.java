package io.todolist.release.report;

import io.todolist.release.judge.Difference;
import io.todolist.release.judge.Judgement;
import io.todolist.release.judge.Judgement.About;
import io.todolist.release.judge.Judgement.Measure;
import io.todolist.release.judge.Judgement.Verdict;
import io.todolist.release.judge.Replayed;
import io.todolist.release.walk.Stage;
import io.todolist.release.walk.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The same words for the same thing in each form of a report. */
final class Words {
    private Words() {}

    static String title(State state) {
        return "%s: %s after %s".formatted(state.plan().service(), state.candidate(), state.current());
    }

    static Instant began(State state) {
        return state.began().truncatedTo(ChronoUnit.SECONDS);
    }

    static String of(Stage stage) {
        return switch (stage) {
            case STARTS -> "Cold starts are measured";
            case REPLAY -> "A recording is replayed";
            case GRAY -> "Under way";
            case WAITING -> "Waits for a person";
            case PROMOTED -> "Promoted";
            case ROLLED_BACK -> "Rolled back";
        };
    }

    static String of(About about) {
        return switch (about) {
            case STARTS -> "cold starts, median";
            case ERRORS -> "requests that failed";
            case LATENCY -> "warm requests, 95th percentile";
            case REPLAYED_LATENCY -> "replayed requests, 95th percentile";
            case ENDS -> "processes that ended by themselves";
        };
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case FINE -> "fine";
            case WORSE -> "worse";
            case TOO_FEW -> "too few requests";
        };
    }

    /** With its interval. */
    static String of(About about, Measure measure) {
        return switch (about) {
            case ENDS -> "%.0f".formatted(measure.value());
            case ERRORS ->
                "%s (%s to %s) of %s"
                        .formatted(
                                percent(measure.value()),
                                percent(measure.low()),
                                percent(measure.high()),
                                count(measure.of()));
            case STARTS, LATENCY, REPLAYED_LATENCY ->
                "%s (%s to %s) of %s"
                        .formatted(
                                time(measure.value()), time(measure.low()), time(measure.high()), count(measure.of()));
        };
    }

    static String current(Judgement judgement) {
        return of(judgement.about(), judgement.current(), judgement.currentReplayed());
    }

    static String candidate(Judgement judgement) {
        return of(judgement.about(), judgement.candidate(), judgement.candidateReplayed());
    }

    /** Apart from each other. */
    private static String of(About about, Measure visitors, Measure replayed) {
        return replayed == null ? of(about, visitors) : of(about, visitors) + "; replayed: " + of(about, replayed);
    }

    static String chance(Judgement judgement) {
        return judgement.chance() < 1e-6 ? "< 0.0001 %" : percent(judgement.chance());
    }

    static String counted(Replayed replayed) {
        return replayed.counted()
                + (replayed.further() == 0 ? "." : "; " + count(replayed.further()) + " differences are left out.");
    }

    static String place(Difference difference) {
        return difference.path() + " " + difference.kind().said();
    }

    static String share(long differing, Difference difference) {
        return count(differing) + " of " + count(difference.visits());
    }

    static String current(Difference difference) {
        return difference.example() == null ? "" : difference.example().current();
    }

    /** With the place in the recording. */
    static String candidate(Difference difference) {
        Difference.Example example = difference.example();
        return example == null
                ? ""
                : "%s (request %d of visit %s)".formatted(example.candidate(), example.request(), example.visit());
    }

    static String verdict(Difference difference) {
        return difference.accepted() == null
                ? difference.verdict().said()
                : difference.verdict().said() + ": " + difference.accepted();
    }

    static String percent(double share) {
        return number(share * 100) + " %";
    }

    static String time(double seconds) {
        return seconds < 1 ? number(seconds * 1000) + " ms" : number(seconds) + " s";
    }

    static String since(State state, Instant at) {
        Duration time = Duration.between(state.began(), at);
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }

    /** Three digits suffice. */
    static String number(double value) {
        if (value == 0 || Math.abs(value) >= 100) {
            return String.format(Locale.ENGLISH, "%,.0f", value);
        }
        int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        String text = String.format(Locale.ENGLISH, "%." + Math.min(4, digits) + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }
}
