package io.todolist.release.walk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.judge.Power;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is calculated before a release is what happens in many of them. */
class PowerTest {
    private static final int RELEASES = 300;

    /** Nobody comes, so each step has the replayed requests that it needs, and no others. */
    @ParameterizedTest
    @CsvSource({"0.05, 0, 0.05", "0.05, 0, 0.1", "0.02, 0.005, 0.03"})
    void errorsOfReplayedRequests(double smallest, double currentRate, double candidateRate) {
        Plan plan = Releases.plan(
                "steps: [10, 50, 100]", "smallestErrorRate: " + smallest, "starts: 0", "topUp: {recording: a.jsonl}");
        int stopped = 0;
        for (int i = 0; i < RELEASES; i++) {
            World world = new World(i);
            world.requestsPerSecond = 0;
            world.current().replayedErrorRate = currentRate;
            world.candidate().replayedErrorRate = candidateRate;
            stopped += Releases.walk(world, Releases.begun(world, plan)).stage() == Stage.ROLLED_BACK ? 1 : 0;
        }
        double happened = stopped / (double) RELEASES;
        double calculated = Power.ofReplayed(2, 2 * plan.needed(), currentRate, candidateRate);
        assertTrue(
                Math.abs(happened - calculated) < 0.05,
                "calculated %.3f, happened %.3f".formatted(calculated, happened));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 40, 0, 0.02",
        "1, 40, 0.002, 0.03",
        "1, 40, 0, 0.05",
        "5, 20, 0.01, 0.04",
        "50, 2, 0, 0.03",
        "25, 4, 0, 0.02"
    })
    void errors(int percent, int perSecond, double currentRate, double candidateRate) {
        Plan plan = Releases.plan("steps: [%d, 100]".formatted(percent), "smallestErrorRate: 0.1");
        int stopped = 0;
        for (int i = 0; i < RELEASES; i++) {
            World world = new World(i);
            world.requestsPerSecond = perSecond;
            world.current().errorRate = currentRate;
            world.candidate().errorRate = candidateRate;
            stopped += Releases.walk(world, Releases.begun(world, plan)).stage() == Stage.ROLLED_BACK ? 1 : 0;
        }
        double happened = stopped / (double) RELEASES;
        double calculated = Power.ofErrors(List.of(percent), 300L * perSecond, currentRate, candidateRate);
        assertTrue(
                Math.abs(happened - calculated) < 0.05,
                "calculated %.3f, happened %.3f".formatted(calculated, happened));
    }
}
