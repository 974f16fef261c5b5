package io.todolist.release.walk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.judge.Both;
import io.todolist.release.judge.Judgement;
import io.todolist.release.judge.Replayed;
import io.todolist.release.judge.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is known of a release, one JSON document.
 *
 * @param window of the split that is in place; null if the release has found it so
 * @param replayed null while no recording was replayed
 */
@RegisterForReflection
public record State(
        int format,
        Plan plan,
        String current,
        String candidate,
        Instant began,
        Position position,
        Window window,
        List<Start> starts,
        List<Judgement> judgements,
        List<Event> events,
        @JsonInclude(JsonInclude.Include.NON_NULL) Replayed replayed) {
    static final int FORMAT = 1;

    public State {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "The state has format %d, and this program knows %d".formatted(format, FORMAT));
        }
    }

    /** Why a person is asked. */
    public enum WaitsFor {
        /** There were too few requests until the deadline. */
        REQUESTS,
        /** Too few visits could be replayed. */
        VISITS,
        /** The plan says that nothing is promoted without a person's yes. */
        YES,
        /** Somebody has set another split meanwhile. */
        SPLIT
    }

    /**
     * @param reason why it waits, or ended as it did; null while it goes on
     * @param step the place in the plan's steps, -1 before the first one
     * @param applied the split that was found in place
     * @param intended the split that is being made; the same as the applied one when that is done
     * @param superseded what was being made when a person ended it: whoever stalled on the way to it may still do it
     */
    @RegisterForReflection
    public record Position(
            Stage stage, WaitsFor waitsFor, String reason, int step, Split applied, Split intended, Split superseded) {
        boolean underWay() {
            return !applied.same(intended);
        }

        Position intends(Stage stage, int step, Split split, String reason) {
            return new Position(stage, null, reason, step, applied, split, underWay() ? intended : null);
        }

        Position found(Split split) {
            return new Position(stage, waitsFor, reason, step, split, intended, superseded);
        }

        /** The split is what it is. */
        Position leaves() {
            return new Position(stage, waitsFor, reason, step, applied, applied, null);
        }

        Position waits(WaitsFor what, String reason) {
            return new Position(Stage.WAITING, what, reason, step, applied, applied, null);
        }
    }

    /**
     * @param began when its split was found in place
     * @param atBegin what had been counted by then
     * @param looks how often it was judged before its end
     * @param topUp null as long as visitors suffice, or are waited for
     */
    @RegisterForReflection
    public record Window(
            Instant began, Facts atBegin, int looks, @JsonInclude(JsonInclude.Include.NON_NULL) TopUp topUp) {
        static Window begun(Instant now, Facts facts) {
            return new Window(now, facts, 0, null);
        }

        /** What visitors have asked both versions for. */
        public Both visitors(State state, Facts now) {
            return new Both(visitors(state.current(), now), visitors(state.candidate(), now));
        }

        private Traffic visitors(String version, Facts now) {
            return topUp == null ? now.since(atBegin, version).traffic() : topUp.visitors(atBegin, now, version);
        }

        public Both replayed() {
            return topUp == null ? Both.NONE : topUp.replayed();
        }

        Window looked(int times) {
            return new Window(began, atBegin, Math.max(looks, times), topUp);
        }

        Window with(TopUp other) {
            return new Window(began, atBegin, looks, other);
        }
    }

    /** What happened, for people, and the candidate's share from then on. */
    @RegisterForReflection
    public record Event(Instant at, int percent, String said) {}

    public Stage stage() {
        return position.stage();
    }

    /** Also its last split was found in place. */
    public boolean over() {
        return stage().over() && !position.underWay();
    }

    /** The candidate's share of the visitors, as last found. */
    public int percent() {
        return position.applied().of(candidate);
    }

    State with(Position position) {
        return new State(
                format, plan, current, candidate, began, position, window, starts, judgements, events, replayed);
    }

    State with(Window window) {
        return new State(
                format, plan, current, candidate, began, position, window, starts, judgements, events, replayed);
    }

    State with(Start start) {
        return new State(
                format,
                plan,
                current,
                candidate,
                began,
                position,
                window,
                and(starts, List.of(start)),
                judgements,
                events,
                replayed);
    }

    State with(List<Judgement> more) {
        return new State(
                format,
                plan,
                current,
                candidate,
                began,
                position,
                window,
                starts,
                and(judgements, more),
                events,
                replayed);
    }

    State with(Replayed played) {
        return new State(format, plan, current, candidate, began, position, window, starts, judgements, events, played);
    }

    State toppedUp(Instant at, TopUp.Came came) {
        return with(window.with(window.topUp().played(came)))
                .told(at, came.said(plan.topUp().recording()));
    }

    State told(Instant at, String said) {
        List<Event> more = and(events, List.of(new Event(at, percent(), said)));
        return new State(format, plan, current, candidate, began, position, window, starts, judgements, more, replayed);
    }

    private static <T> List<T> and(List<T> list, List<T> more) {
        List<T> longer = new ArrayList<>(list);
        longer.addAll(more);
        return List.copyOf(longer);
    }
}
