package io.todolist.release.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Whole releases in a made-up world. */
public final class Releases {
    public static final Plan PLAN = plan("");

    public static final Plan REPLAYED = plan("starts: 0", "replay: {recording: a.jsonl}");

    /** Visits are replayed where there are too few. */
    public static final Plan TOPPED_UP = plan("starts: 0", "topUp: {recording: a.jsonl}");

    private static final Duration CALL = Duration.ofSeconds(20);

    private Releases() {}

    /** @param lines of a release.yaml, but for the service */
    public static Plan plan(String... lines) {
        try {
            return Json.YAML.readValue("service: todo\n" + String.join("\n", lines), Plan.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
