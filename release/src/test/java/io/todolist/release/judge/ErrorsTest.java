package io.todolist.release.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.judge.Judgement.Measure;
import io.todolist.release.judge.Judgement.Verdict;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    /** Fisher's own example, the lady tasting tea: three of four right has a chance of 17 / 70, four of 1 / 70. */
    @Test
    void theChanceIsFishers() {
        assertEquals(17 / 70.0, Errors.chance(4, 1, 4, 3), 1e-12);
        assertEquals(1 / 70.0, Errors.chance(4, 0, 4, 4), 1e-12);
    }

    @Test
    void itWorksWithNoErrorAtAll() {
        assertEquals(Verdict.FINE, judge(traffic(1000, 0), traffic(100, 0)));
        assertEquals(Verdict.FINE, judge(Traffic.NONE, Traffic.NONE));
        assertEquals(Verdict.WORSE, judge(traffic(9900, 0), traffic(100, 2)));
    }

    @Test
    void fewerErrorsAreFine() {
        assertEquals(Verdict.FINE, judge(traffic(1000, 500), traffic(1000, 0)));
    }

    /** The table of Clopper and Pearson, 1934. */
    @Test
    void theIntervalIsClopperPearsons() {
        Measure measure = Errors.measure(traffic(10, 1));
        assertEquals(0.0025, measure.low(), 0.0001);
        assertEquals(0.4450, measure.high(), 0.0001);
        assertEquals(0, Errors.measure(traffic(100, 0)).low());
        assertEquals(1, Errors.measure(traffic(100, 100)).high());
    }

    @Test
    void theCalculatedPowerIsWhatHappens() {
        Random random = new Random(1);
        double level = Levels.of(4).end();
        for (double[] rates : new double[][] {{0, 0.05}, {0.005, 0.05}}) {
            for (int[] requests : new int[][] {{1900, 100}, {500, 500}}) {
                double calculated = Power.ofErrors(requests[0], rates[0], requests[1], rates[1], level);
                int stopped = 0;
                for (int i = 0; i < 1000; i++) {
                    Traffic current = traffic(requests[0], errors(requests[0], rates[0], random));
                    Traffic candidate = traffic(requests[1], errors(requests[1], rates[1], random));
                    stopped += Errors.judge(Instant.EPOCH, 1, new Both(current, candidate), Both.NONE, level)
                                            .verdict()
                                    == Verdict.WORSE
                            ? 1
                            : 0;
                }
                String where = "%s of %s".formatted(rates[1], requests[1]);
                assertTrue(Math.abs(calculated - stopped / 1000.0) < 0.05, where + ": " + calculated + ", " + stopped);
            }
        }
    }

    @Test
    void withoutVisitorsReplayedRequestsAreJudgedAsTheirsWouldBe() {
        Both replayed = new Both(traffic(4, 1), traffic(4, 3));
        assertEquals(17 / 70.0, Errors.chance(Both.NONE, replayed), 1e-12);
        assertEquals(17 / 70.0, Errors.chance(replayed, Both.NONE), 1e-12);
    }

    /** Of the four errors of each kind, the candidate has six: two and four, three and three, or four and two of them. */
    @Test
    void eachKindIsComparedWithItsOwn() {
        Both four = new Both(traffic(4, 1), traffic(4, 3));
        double three = 16 / 70.0;
        double two = 36 / 70.0;
        double all = 1 / 70.0;
        assertEquals(2 * all * (two + three) + all * all + three * three, Errors.chance(four, four), 1e-12);
    }

    /** Nobody is worse: each of a hundred replayed requests fails, whoever is asked, and no other one. */
    @Test
    void thatReplayedRequestsFailMoreOftenIsNotTheCandidates() {
        Both visitors = new Both(traffic(10_000, 0), traffic(10, 0));
        Both replayed = new Both(traffic(200, 200), traffic(100, 100));
        assertEquals(1, Errors.chance(visitors, replayed), 1e-9);
        assertTrue(Errors.chance(10_200, 200, 110, 100) < 1e-9, "taken together they would seem to be");
    }

    private static int errors(int requests, double rate, Random random) {
        return (int) random.doubles(requests).filter(any -> any < rate).count();
    }

    private static Verdict judge(Traffic current, Traffic candidate) {
        return Errors.judge(Instant.EPOCH, 50, new Both(current, candidate), Both.NONE, 0.001)
                .verdict();
    }

    private static Traffic traffic(long requests, long errors) {
        return new Traffic(requests, errors, 0, Histogram.EMPTY);
    }
}
