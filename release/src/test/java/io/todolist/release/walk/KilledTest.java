package io.todolist.release.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.judge.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The release ends the same, wherever the one who does it dies. */
class KilledTest {
    /** Few requests suffice, so that a whole release is done thousands of times. */
    private static final Plan SHORT = Releases.plan(
            "steps: [10, 50, 100]",
            "window: 1m",
            "smallestErrorRate: 0.5",
            "starts: 7",
            "replay: {recording: a.jsonl}",
            "topUp: {recording: a.jsonl}");

    @Test
    void aPromotionSurvivesADeathAtEachPoint() {
        eachPoint(0, List.of(0, 10, 50, 100));
    }

    @Test
    void aRollbackSurvivesADeathAtEachPoint() {
        eachPoint(1, List.of(0, 10, 0));
    }

    @Test
    void aReleaseThatIsToppedUpSurvivesADeathAtEachPoint() {
        eachPoint(0, 0.01, List.of(0, 10, 50, 100));
    }

    /** An ingress counts what is replayed as well, also of who died meanwhile. */
    @Test
    void whatIsReplayedIsCountedOnceThoughSomebodyDied() {
        int point = 0;
        for (boolean died = true; died; point++) {
            World world = world(1, 0);
            world.requestsPerSecond = 0.05;
            world.pointsLeft = point;
            walk(world, Integer.MAX_VALUE);
            died = world.pointsLeft < 0 || world.pointsLeft > point;
            world.pointsLeft = Integer.MAX_VALUE;
            List<Judgement> errors = world.read().orElseThrow().state().judgements().stream()
                    .filter(judgement -> judgement.candidateReplayed() != null)
                    .toList();
            assertFalse(errors.isEmpty());
            for (Judgement judgement : errors) {
                assertTrue(judgement.current().of() + judgement.candidate().of() < 10, "visitors: " + judgement);
                assertEquals(20, judgement.candidateReplayed().of());
                assertEquals(40, judgement.currentReplayed().of());
            }
        }
        assertTrue(point > 60, "only " + point);
    }

    private void eachPoint(double errorRate, List<Integer> shares) {
        eachPoint(errorRate, 40, shares);
    }

    private void eachPoint(double errorRate, double requestsPerSecond, List<Integer> shares) {
        int point = 0;
        for (boolean died = true; died; point++) {
            World world = world(1, errorRate);
            world.requestsPerSecond = requestsPerSecond;
            world.pointsLeft = point;
            walk(world, Integer.MAX_VALUE);
            died = world.pointsLeft < 0 || world.pointsLeft > point;
            assertEquals(shares, shares(world), "died at point " + point);
        }
        assertTrue(point > 60, "only " + point);
    }

    @Test
    void manyDeathsDelayItOnly() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            boolean bad = random.nextBoolean();
            World world = world(i, bad ? 1 : 0);
            world.pointsLeft = random.nextInt(10);
            walk(world, 7 + random.nextInt(20));
            assertEquals(bad ? List.of(0, 10, 0) : List.of(0, 10, 50, 100), shares(world), "world " + i);
        }
    }

    @Test
    void whatAPersonSaysHoldsThoughSomebodyElseMakesAStepMeanwhile() {
        World world = new World(1);
        Releases.begun(world, SHORT);
        StateStore overtaken = new StateStore() {
            private boolean first = true;

            @Override
            public Optional<Stored> read() {
                return world.read();
            }

            @Override
            public Optional<String> write(State state, String mark) {
                if (first) {
                    first = false;
                    world.write(world.read().orElseThrow().state().told(world.now, "Somebody else."), mark);
                }
                return world.write(state, mark);
            }
        };
        assertEquals(
                Stage.ROLLED_BACK,
                new Stepper(world, overtaken, world, world).abort().stage());
    }

    @Test
    void whoStalledSinceBeforeTheEndDoesNotBringTheCandidateBack() {
        World world = world(1, 0);
        Stepper stalled = Releases.begun(world, SHORT);
        world.meanwhile = () -> new Stepper(world, world, world, world).abort();
        assertEquals(Stage.ROLLED_BACK, stalled.step().stage());
        assertEquals(0, world.split().of(World.CANDIDATE));
    }

    @Test
    void whoStalledAndDiedThenIsMadeGoodByTheNext() {
        World world = world(1, 0);
        Stepper stalled = Releases.begun(world, SHORT);
        world.meanwhile = () -> {
            new Stepper(world, world, world, world).abort();
            world.pointsLeft = 0;
        };
        assertThrows(World.Killed.class, stalled::step);
        assertEquals(10, world.split().of(World.CANDIDATE));
        world.pointsLeft = Integer.MAX_VALUE;
        new Stepper(world, world, world, world).step();
        assertEquals(0, world.split().of(World.CANDIDATE));
    }

    @Test
    void whoStalledSinceBeforeARollbackChangesNothing() {
        World world = world(1, 1);
        Stepper stalled = Releases.begun(world, SHORT);
        world.meanwhile = () -> Releases.walk(world, new Stepper(world, world, world, world));
        assertEquals(Stage.ROLLED_BACK, stalled.step().stage());
        assertEquals(List.of(0, 10, 0), shares(world));
    }

    @Test
    void twoAtOnceDoItOnce() {
        World world = world(1, 0);
        Stepper first = Releases.begun(world, SHORT);
        world.meanwhile = () -> new Stepper(world, world, world, world).step();
        Releases.walk(world, first);
        assertEquals(List.of(0, 10, 50, 100), shares(world));
        assertEquals(4, world.splits.size());
    }

    private static World world(long seed, double errorRate) {
        World world = new World(seed);
        world.candidate().errorRate = errorRate;
        return world;
    }

    /** Whoever dies is followed by another one, who dies after so many points. */
    private static void walk(World world, int pointsOfTheNext) {
        boolean begun = false;
        while (true) {
            try {
                Stepper stepper = new Stepper(world, world, world, world);
                begun = begun || world.read().isPresent();
                if (!begun) {
                    stepper.begin(SHORT, World.CURRENT, World.CANDIDATE, null);
                }
                if (Releases.walk(world, stepper).stage().over()) {
                    return;
                }
                throw new AssertionError("waits");
            } catch (World.Killed e) {
                world.pass(Duration.ofSeconds(5));
                world.pointsLeft = pointsOfTheNext;
            }
        }
    }

    /** The candidate's shares, one after the other. */
    private static List<Integer> shares(World world) {
        return world.splits.stream().map(split -> split.of(World.CANDIDATE)).toList();
    }
}
