package io.todolist.release.walk;

import java.time.Duration;

/** Whole releases in a made-up world. */
public final class Releases {
    public static final Plan PLAN =
            new Plan("todo", null, null, null, null, null, null, null, null, null, null, null, null, null);

    public static final Plan REPLAYED = new Plan(
            "todo",
            null,
            null,
            null,
            null,
            null,
            0,
            null,
            null,
            null,
            new Replay("a.jsonl", null, null, null, null, null, null, null),
            null,
            null,
            null);

    /** Visits are replayed where there are too few. */
    public static final Plan TOPPED_UP = new Plan(
            "todo",
            null,
            null,
            null,
            null,
            null,
            0,
            null,
            null,
            null,
            null,
            null,
            new Replay("a.jsonl", null, null, null, null, null, null, null),
            null);

    private static final Duration CALL = Duration.ofSeconds(20);

    private Releases() {}

    public static Stepper begun(World world, Plan plan) {
        Stepper stepper = new Stepper(world, world, world, world);
        stepper.begin(plan, World.CURRENT, World.CANDIDATE, null);
        return stepper;
    }

    /** Called again and again, as a cron job does, until it is over or waits for a person. */
    public static State walk(World world, Stepper stepper) {
        State state = stepper.step();
        while (!state.stage().over() && state.stage() != Stage.WAITING) {
            world.pass(CALL);
            state = stepper.step();
        }
        return state;
    }

    public static State walk(World world) {
        return walk(world, begun(world, PLAN));
    }

    /** Until the candidate has this share. */
    static State until(World world, Stepper stepper, int percent) {
        State state = stepper.step();
        while (state.percent() != percent) {
            world.pass(CALL);
            state = stepper.step();
        }
        return state;
    }
}
