package io.todolist.release.walk;

import io.todolist.release.walk.StateStore.Stored;
import java.time.Clock;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Does what Walk says. The state is stored with its intention before anything is done, and an intention is fulfilled when
 * the router is found as intended; so whoever comes after a death in between ends the same.
 */
public final class Stepper {
    /** A shift is tried again if something else of the service was changed meanwhile. */
    private static final int SHIFTS = 3;

    private final Router router;
    private final StateStore store;
    private final Clock clock;
    private final Replayer replayer;

    public Stepper(Router router, StateStore store, Clock clock, Replayer replayer) {
        this.router = router;
        this.store = store;
        this.clock = clock;
        this.replayer = replayer;
    }

    /**
     * Begins a release; one that is over is replaced.
     *
     * @param gate what it says of what is committed; null if nobody asked it
     * @throws IllegalStateException if another one is under way
     * @throws IllegalArgumentException if it could not be played what the plan says
     */
    public State begin(Plan plan, String current, String candidate, String gate) {
        Optional<Stored> before = store.read();
        if (before.isPresent() && !before.get().state().over()) {
            throw new IllegalStateException("The release of %s is under way."
                    .formatted(before.get().state().candidate()));
        }
        replayer.check(plan, current, candidate);
        Instant now = clock.instant();
        State begun = Walk.begin(plan, current, candidate, now, router.facts()).state();
        State state = gate == null ? begun : begun.told(now, gate);
        if (store.write(state, before.map(Stored::mark).orElse(null)).isEmpty()) {
            throw new IllegalStateException("Somebody else begins a release.");
        }
        return state;
    }

    /**
     * Goes on as far as it can now, and returns the state then.
     *
     * @throws NoSuchElementException if there is none
     */
    public State step() {
        return proceed(Walk::next, false);
    }

    public State goOn() {
        return proceed(Walk::goOn, true);
    }

    public State abort() {
        return proceed(Walk::abort, true);
    }

    private interface Move {
        Step of(State state, Instant clock, Facts facts);
    }

    /** @param persons what a person says is said again if somebody else has made a step at the same moment */
    private State proceed(Move first, boolean persons) {
        Move move = first;
        int shifts = 0;
        while (true) {
            Stored stored = store.read().orElseThrow(() -> new NoSuchElementException("There is no release."));
            Facts facts = router.facts();
            Step step = move.of(stored.state(), clock.instant(), facts);
            if (step.action() instanceof Action.TopUp
                    && !replayer.canTopUp(step.state().plan())) {
                return stored.state();
            }
            Optional<String> mark = step.state().equals(stored.state())
                    ? Optional.of(stored.mark())
                    : store.write(step.state(), stored.mark());
            if (mark.isEmpty() && persons && move == first) {
                continue;
            }
            if (mark.isEmpty()) {
                return store.read().map(Stored::state).orElse(stored.state());
            }
            if (step.action() instanceof Action.Shift shift && shifts++ < SHIFTS) {
                router.apply(shift.to(), facts.mark());
            } else if (step.action() instanceof Action.MeasureStart start) {
                State measured =
                        step.state().with(measure(start.version(), step.state().plan()));
                store.write(measured, mark.get());
            } else if (step.action() instanceof Action.Replay) {
                store.write(step.state().with(replayer.replay(step.state())), mark.get());
            } else if (step.action() instanceof Action.TopUp wanted) {
                TopUp.Came came = replayer.topUp(step.state(), wanted);
                store.write(step.state().toppedUp(clock.instant(), came), mark.get());
            } else {
                return step.state();
            }
            move = Walk::next;
        }
    }

    private Start measure(String version, Plan plan) {
        Instant began = clock.instant();
        return new Start(
                version, began, router.start(version, plan.startLimit()).orElse(null));
    }
}
