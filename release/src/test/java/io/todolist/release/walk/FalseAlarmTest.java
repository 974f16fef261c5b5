package io.todolist.release.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** -Dreleases=2000 for more of them. */
class FalseAlarmTest {
    private static final int RELEASES = Integer.getInteger("releases", 200);

    private static final List<ToDoubleFunction<Random>> SHAPES = List.of(
            random -> 0.05 * Math.exp(0.5 * random.nextGaussian()),
            random -> 0.05 * Math.exp(random.nextGaussian()),
            random -> (random.nextDouble() < 0.05 ? 1 : 0.02) * Math.exp(0.2 * random.nextGaussian()));

    @Test
    void aVersionIsPromotedAgainstItself() {
        isPromotedAgainstItself(Releases.PLAN);
    }

    @Test
    void soItIsWithReplayedVisits() {
        isPromotedAgainstItself(Releases.TOPPED_UP);
    }

    /** And the fewer visitors there are, the more is replayed. */
    private static void replayedIsOfAnotherKind(World world, int i) {
        world.requestsPerSecond = List.of(0.0, 0.3, 3.0).get(i % 3);
        for (World.Behaviour version : world.versions.values()) {
            version.replayedErrorRate = List.of(0.2, 0.0, 0.01).get(i % 3);
            version.replayedSeconds = SHAPES.get((i + 1) % 3);
        }
    }

    private static void isPromotedAgainstItself(Plan plan) {
        List<String> alarms = new ArrayList<>();
        int promoted = 0;
        for (int i = 0; i < RELEASES; i++) {
            World world = new World(i);
            for (World.Behaviour version : world.versions.values()) {
                version.errorRate = List.of(0.0, 0.001, 0.01, 0.05).get(i % 4);
                version.seconds = SHAPES.get(i % 3);
            }
            if (plan.topUp() != null) {
                replayedIsOfAnotherKind(world, i);
            }
            State end = Releases.walk(world, Releases.begun(world, plan));
            promoted += end.stage() == Stage.PROMOTED ? 1 : 0;
            if (end.stage() == Stage.ROLLED_BACK) {
                alarms.add(end.position().reason());
            }
        }
        assertTrue(alarms.size() <= RELEASES / 100, alarms.size() + " of " + RELEASES + ": " + alarms);
        assertEquals(RELEASES, promoted + alarms.size());
    }
}
