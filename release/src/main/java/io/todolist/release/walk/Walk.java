package io.todolist.release.walk;

import io.todolist.release.judge.Judgement;
import io.todolist.release.judge.Judgement.Verdict;
import io.todolist.release.judge.Replayed;
import io.todolist.release.walk.State.Position;
import io.todolist.release.walk.State.WaitsFor;
import io.todolist.release.walk.State.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a release goes on. Pure: the same state, time and facts give the same step.
 *
 * <p>A split is intended in one step and found in place in a later one, so a death in between is made good by the next step,
 * which finds the split as intended or as before. A split that is neither was made by somebody else, and is left alone.
 */
public final class Walk {
    private final State state;
    private final Instant clock;
    private final Facts facts;

    private Walk(State state, Instant clock, Facts facts) {
        this.state = state;
        this.clock = clock;
        this.facts = facts;
    }

    /**
     * The candidate has no visitors at first, also if an earlier release of it was forgotten midway.
     *
     * @throws IllegalArgumentException if versions other than these two have visitors
     */
    public static Step begin(Plan plan, String current, String candidate, Instant clock, Facts facts) {
        Split found = facts.split();
        if (current.equals(candidate)) {
            throw new IllegalArgumentException("The candidate is the current version: " + current);
        }
        if (found.of(current) + found.of(candidate) < 100) {
            throw new IllegalArgumentException("Other versions have visitors: " + found.percent());
        }
        Position position = new Position(Stage.STARTS, null, null, -1, found, Split.of(current, candidate, 0), null);
        State state = new State(
                State.FORMAT, plan, current, candidate, clock, position, null, List.of(), List.of(), List.of(), null);
        return new Step(state.told(clock, "The release of %s begins.".formatted(candidate)), null);
    }

    public static Step next(State state, Instant clock, Facts facts) {
        return new Walk(state, clock, facts).next();
    }

    /** A person lets a waiting release go on. */
    public static Step goOn(State state, Instant clock, Facts facts) {
        State told = state.told(clock, "A person lets it go on.");
        Walk walk = new Walk(told, clock, facts);
        Position position = state.position();
        if (state.stage() != Stage.WAITING) {
            return new Step(state, null);
        }
        return position.waitsFor() == WaitsFor.SPLIT ? walk.again() : walk.to(position.step() + 1, true);
    }

    /** A person ends the release. */
    public static Step abort(State state, Instant clock, Facts facts) {
        if (state.stage().over()) {
            return new Step(state, null);
        }
        Walk walk = new Walk(state, clock, facts);
        Position over = state.position()
                .intends(Stage.ROLLED_BACK, state.position().step(), walk.share(0), "A person ended it.");
        return shift(state.told(clock, over.reason()), over.found(facts.split()));
    }

    private Step next() {
        Position position = state.position();
        Split found = facts.split();
        if (position.underWay() && found.same(position.intended())) {
            return inPlace();
        }
        if (position.waitsFor() == WaitsFor.SPLIT) {
            return nothing();
        }
        boolean late = position.superseded() != null && found.same(position.superseded());
        if (late || position.underWay() && found.same(position.applied())) {
            return new Step(state, new Action.Shift(position.intended()));
        }
        if (!found.same(position.applied())) {
            return state.stage().over() && !position.underWay() ? nothing() : edited();
        }
        return switch (state.stage()) {
            case STARTS -> starts();
            case REPLAY -> replay();
            case GRAY -> gray();
            case WAITING -> position.step() < 0 ? nothing() : gray();
            case PROMOTED, ROLLED_BACK -> nothing();
        };
    }

    private Step nothing() {
        return new Step(state, null);
    }

    private Step inPlace() {
        State placed = state.with(state.position().found(facts.split()));
        String said =
                switch (state.stage()) {
                    case STARTS, REPLAY -> "No visitor has %s.".formatted(state.candidate());
                    case GRAY, WAITING ->
                        "%d %% of the visitors have %s.".formatted(placed.percent(), state.candidate());
                    case PROMOTED -> "All visitors have %s.".formatted(state.candidate());
                    case ROLLED_BACK -> "All visitors have %s again.".formatted(state.current());
                };
        State told = placed.with(Window.begun(clock, facts)).told(clock, said);
        return new Walk(told, clock, facts).next();
    }

    private Step edited() {
        String reason = "Somebody has set the split %s, which stays."
                .formatted(facts.split().percent());
        State found = state.with(state.position().found(facts.split()));
        if (state.stage().over()) {
            return new Step(found.with(found.position().leaves()).told(clock, reason), null);
        }
        return waiting(found, WaitsFor.SPLIT, reason);
    }

    /** After somebody else's split: this step from its beginning. */
    private Step again() {
        int step = state.position().step();
        Stage stage = step < 0 ? Stage.STARTS : Stage.GRAY;
        Split split = share(step < 0 ? 0 : state.plan().steps().get(step));
        Position position = state.position().found(facts.split()).intends(stage, step, split, null);
        return facts.split().same(split)
                ? new Walk(state.with(position), clock, facts).inPlace()
                : shift(state, position);
    }

    private Step starts() {
        Duration limit = state.plan().startLimit();
        if (!facts.of(state.candidate()).ready()) {
            return clock.isBefore(state.began().plus(limit))
                    ? nothing()
                    : rollBack("The candidate was not ready within %d s.".formatted(limit.toSeconds()));
        }
        MeasuredStarts starts = new MeasuredStarts(state);
        if (starts.failed()) {
            return rollBack("The candidate gave no answer within %d s of a start.".formatted(limit.toSeconds()));
        }
        Optional<String> turn = starts.turn();
        if (turn.isPresent()) {
            return new Step(state, new Action.MeasureStart(turn.get()));
        }
        return state.plan().starts() == 0 ? started() : judged(starts.judge(clock));
    }

    private Step judged(Judgement starts) {
        Walk judged = new Walk(state.with(List.of(starts)), clock, facts);
        return starts.verdict() == Verdict.WORSE
                ? judged.rollBack("Its cold starts are slower. " + starts.said())
                : judged.started();
    }

    private Step started() {
        if (state.plan().replay() == null) {
            return to(0, false);
        }
        Position position = state.position().intends(Stage.REPLAY, -1, share(0), null);
        State told = state.with(position)
                .told(clock, "%s is replayed.".formatted(state.plan().replay().recording()));
        return new Walk(told, clock, facts).replay();
    }

    private Step replay() {
        Replayed replayed = state.replayed();
        if (replayed == null) {
            return new Step(state, new Action.Replay());
        }
        return switch (replayed.verdict()) {
            case WORSE -> rollBack(replayed.said());
            case TOO_FEW -> waiting(state, WaitsFor.VISITS, replayed.said());
            case FINE -> new Walk(state.told(clock, replayed.said()), clock, facts).to(0, false);
        };
    }

    private Step gray() {
        GrayWindow window = new GrayWindow(state, clock, facts);
        Optional<Window> toppedUp = window.toppedUp();
        if (toppedUp.isPresent()) {
            return new Walk(state.with(toppedUp.get()), clock, facts).gray();
        }
        List<Judgement> early = window.early();
        Walk looked = new Walk(state.with(window.looked()).with(early), clock, facts);
        Optional<Judgement> worse = worse(early);
        if (worse.isPresent()) {
            return looked.rollBack(worse.get().said());
        }
        if (state.stage() != Stage.GRAY || window.isBeingCounted()) {
            return looked.nothing();
        }
        if (window.isOver()) {
            return looked.end(window);
        }
        // Where the recording is not, the step is not made: so nothing else may be in it.
        return looked.state.equals(state) ? topUp(window) : looked.nothing();
    }

    private Step topUp(GrayWindow window) {
        if (window.isToppingUp()) {
            return new Step(state, window.wanted());
        }
        if (!window.lacksRequests()) {
            return nothing();
        }
        String said = "Visits of %s are replayed, because there are too few requests. %s"
                .formatted(state.plan().topUp().recording(), window.missing().orElseThrow());
        return new Step(state.with(window.toppingUp()).told(clock, said), window.wanted());
    }

    private Step end(GrayWindow window) {
        List<Judgement> judgements = window.end();
        Walk judged = new Walk(state.with(judgements), clock, facts);
        Optional<Judgement> worse = worse(judgements);
        if (worse.isPresent()) {
            return judged.rollBack(worse.get().said());
        }
        return window.missing()
                .map(missing -> waiting(judged.state, WaitsFor.REQUESTS, missing))
                .orElseGet(() -> judged.to(state.position().step() + 1, false));
    }

    private static Optional<Judgement> worse(List<Judgement> judgements) {
        return judgements.stream()
                .filter(judgement -> judgement.verdict() == Verdict.WORSE)
                .findFirst();
    }

    private Step to(int step, boolean yes) {
        int percent = state.plan().steps().get(step);
        Position position = state.position();
        if (percent < 100) {
            return shift(state, position.intends(Stage.GRAY, step, share(percent), null));
        }
        if (state.plan().hold() && !yes) {
            return waiting(state, WaitsFor.YES, "It has proved itself, and waits for a person's yes.");
        }
        return shift(state, position.intends(Stage.PROMOTED, step, share(100), "It has proved itself."));
    }

    private Step rollBack(String reason) {
        Position position = state.position();
        return shift(state.told(clock, reason), position.intends(Stage.ROLLED_BACK, position.step(), share(0), reason));
    }

    private Split share(int percent) {
        return Split.of(state.current(), state.candidate(), percent);
    }

    private static Step shift(State from, Position position) {
        return new Step(from.with(position), position.underWay() ? new Action.Shift(position.intended()) : null);
    }

    private Step waiting(State from, WaitsFor what, String reason) {
        return new Step(from.with(from.position().waits(what, reason)).told(clock, reason), null);
    }
}
