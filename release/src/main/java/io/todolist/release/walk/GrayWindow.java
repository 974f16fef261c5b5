package io.todolist.release.walk;

import io.todolist.release.judge.Errors;
import io.todolist.release.judge.Judgement;
import io.todolist.release.judge.Judgement.About;
import io.todolist.release.judge.Judgement.Measure;
import io.todolist.release.judge.Judgement.Verdict;
import io.todolist.release.judge.Latency;
import io.todolist.release.judge.Levels;
import io.todolist.release.walk.Facts.Version;
import io.todolist.release.walk.State.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the visitors of a step have shown so far. */
final class GrayWindow {
    private final State state;
    private final Instant clock;
    private final Version current;
    private final Version candidate;
    private final Levels levels;
    private final int looks;

    GrayWindow(State state, Instant clock, Facts facts) {
        this.state = state;
        this.clock = clock;
        Facts before = state.window().atBegin();
        current = facts.since(before, state.current());
        candidate = facts.since(before, state.candidate());
        levels = Levels.of(state.plan().judged().size());
        looks = Levels.looks(candidate.traffic().requests());
    }

    Window looked() {
        Window window = state.window();
        return new Window(window.began(), window.atBegin(), Math.max(looks, window.looks()));
    }

    /** What is judged now, before the window is over. */
    List<Judgement> early() {
        List<Judgement> judgements = new ArrayList<>();
        if (candidate.ended() > current.ended()) {
            judgements.add(ends());
        }
        if (looks > state.window().looks()) {
            traffic(levels.early(looks)).stream()
                    .filter(judgement -> judgement.verdict() != Verdict.TOO_FEW)
                    .forEach(judgements::add);
        }
        return judgements;
    }

    /** The window is over when it has what it needs, or at the deadline. */
    boolean isOver() {
        Instant began = state.window().began();
        return !clock.isBefore(began.plus(state.plan().deadline()))
                || !clock.isBefore(began.plus(state.plan().window()))
                        && missing().isEmpty();
    }

    List<Judgement> end() {
        return traffic(levels.end());
    }

    /** What it needs, and has not. */
    Optional<String> missing() {
        long needed = state.plan().needed();
        long fewest = Math.min(candidate.traffic().requests(), current.traffic().requests());
        if (!candidate.ready()) {
            return Optional.of("The candidate is not ready.");
        }
        if (fewest < needed) {
            return Optional.of(String.format(
                    Locale.ENGLISH,
                    "%,d requests of each version are needed; there were %,d of the candidate, %,d of the current one.",
                    needed,
                    candidate.traffic().requests(),
                    current.traffic().requests()));
        }
        return end().stream()
                .filter(judgement -> judgement.verdict() == Verdict.TOO_FEW)
                .map(Judgement::said)
                .findFirst();
    }

    private List<Judgement> traffic(double level) {
        return List.of(
                Errors.judge(clock, state.percent(), current.traffic(), candidate.traffic(), level),
                Latency.judge(
                        clock,
                        state.percent(),
                        current.traffic(),
                        candidate.traffic(),
                        state.plan().slower(),
                        level));
    }

    /** No version is expected to end by itself, so this needs no statistics. */
    private Judgement ends() {
        String said = "A process of the candidate has ended by itself: %d times, of the current version: %d."
                .formatted(candidate.ended(), current.ended());
        return new Judgement(
                clock, state.percent(), About.ENDS, Verdict.WORSE, count(current), count(candidate), 0, 1, said);
    }

    private static Measure count(Version version) {
        return new Measure(
                version.ended(),
                version.ended(),
                version.ended(),
                version.traffic().requests());
    }
}
