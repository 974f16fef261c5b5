package io.todolist.release.walk;

import io.todolist.release.judge.Both;
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
import java.util.stream.Stream;

/** What a step has shown so far: its visitors, and what was replayed where they were too few. */
final class GrayWindow {
    private final State state;
    private final Instant clock;
    private final Facts facts;
    private final Version current;
    private final Version candidate;
    private final Both visitors;
    private final Both replayed;
    private final Levels levels;
    private final int looks;

    GrayWindow(State state, Instant clock, Facts facts) {
        this.state = state;
        this.clock = clock;
        this.facts = facts;
        Window window = state.window();
        current = facts.since(window.atBegin(), state.current());
        candidate = facts.since(window.atBegin(), state.candidate());
        visitors = window.visitors(state, facts);
        replayed = window.replayed();
        levels = Levels.of(state.plan().judged().size());
        looks = Levels.looks(candidatesRequests());
    }

    private long candidatesRequests() {
        return visitors.candidate().requests() + replayed.candidate().requests();
    }

    private long currentsRequests() {
        return visitors.current().requests() + replayed.current().requests();
    }

    Window looked() {
        return state.window().looked(looks);
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
        return isLate() || isDue() && missing().isEmpty();
    }

    private boolean isDue() {
        return !clock.isBefore(state.window().began().plus(state.plan().window()));
    }

    private boolean isLate() {
        return !clock.isBefore(state.window().began().plus(state.plan().deadline()));
    }

    /** Whether visitors alone were too few, and a recording may help. */
    boolean lacksRequests() {
        return state.plan().topUp() != null
                && state.window().topUp() == null
                && isDue()
                && candidate.ready()
                && missing().isPresent();
    }

    /** The window in which a recording is being played. */
    Window toppingUp() {
        return state.window().with(new TopUp(facts, null, null));
    }

    boolean isToppingUp() {
        return state.window().topUp() != null && state.window().topUp().came() == null;
    }

    boolean isBeingCounted() {
        return state.window().topUp() != null && state.window().topUp().isBeingCounted();
    }

    /** So many requests more would do. */
    Action.TopUp wanted() {
        long fewest = Math.max(visitors.warm(), replayed.warm()) < Latency.FEWEST ? Latency.FEWEST : 0;
        long needed = state.plan().needed();
        return new Action.TopUp(
                Math.max(fewest, Plan.replayed(needed - currentsRequests())),
                Math.max(fewest, Plan.replayed(needed - candidatesRequests())));
    }

    /** With what was replayed, when all of that has been counted, or nobody waits for it any more; nothing if it is not so. */
    Optional<Window> toppedUp() {
        return Optional.ofNullable(state.window().topUp())
                .filter(topUp -> topUp.endsAt(clock, isLate()))
                .map(topUp -> state.window().with(topUp.over(facts)));
    }

    List<Judgement> end() {
        return traffic(levels.end());
    }

    /** What it needs, and has not. */
    Optional<String> missing() {
        long needed = state.plan().needed();
        if (!candidate.ready()) {
            return Optional.of("The candidate is not ready.");
        }
        if (Math.min(candidatesRequests(), currentsRequests()) < needed) {
            String also = state.window().topUp() == null
                    ? ""
                    : " Of these, %,d and %,d were replayed."
                            .formatted(
                                    replayed.candidate().requests(),
                                    replayed.current().requests());
            return Optional.of(String.format(
                    Locale.ENGLISH,
                    "%,d requests of each version are needed; there were %,d of the candidate, %,d of the current one.%s",
                    needed,
                    candidatesRequests(),
                    currentsRequests(),
                    also));
        }
        return end().stream()
                .filter(judgement -> judgement.verdict() == Verdict.TOO_FEW)
                .map(Judgement::said)
                .findFirst();
    }

    private List<Judgement> traffic(double level) {
        Judgement errors = Errors.judge(clock, state.percent(), visitors, replayed, level);
        if (state.window().topUp() == null) {
            return List.of(errors, latency(About.LATENCY, visitors, level));
        }
        // Each kind by itself, as errors are. Of one that has too few, the other one speaks.
        List<Judgement> both = List.of(
                latency(About.LATENCY, visitors, level / 2), latency(About.REPLAYED_LATENCY, replayed, level / 2));
        List<Judgement> enough = both.stream()
                .filter(judgement -> judgement.verdict() != Verdict.TOO_FEW)
                .toList();
        return Stream.concat(Stream.of(errors), (enough.isEmpty() ? both : enough).stream())
                .toList();
    }

    private Judgement latency(About about, Both requests, double level) {
        return Latency.judge(
                clock, state.percent(), about, requests, state.plan().slower(), level);
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
