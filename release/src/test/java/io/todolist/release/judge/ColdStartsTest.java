package io.todolist.release.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.judge.Judgement.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColdStartsTest {
    private final Random random = new Random(1);

    @Test
    void aThirdMoreIsSeen() {
        int stopped = 0;
        for (int i = 0; i < 300; i++) {
            stopped += judge(starts(10, 1, 0.05), starts(10, 1.33, 0.05), 1.15) == Verdict.WORSE ? 1 : 0;
        }
        assertTrue(stopped > 285, stopped + " of 300");
    }

    @Test
    void equalStartsRarelyDiffer() {
        int stopped = 0;
        for (int i = 0; i < 5000; i++) {
            stopped += judge(starts(10, 1, 0.3), starts(10, 1, 0.3), 1) == Verdict.WORSE ? 1 : 0;
        }
        assertTrue(stopped <= 12, stopped + " of 5000");
    }

    @Test
    void whatIsAcceptedIsFine() {
        assertEquals(Verdict.FINE, judge(starts(10, 1, 0.05), starts(10, 1.1, 0.05), 1.15));
    }

    @Test
    void sevenStartsSuffice() {
        assertEquals(Verdict.WORSE, judge(starts(7, 1, 0.05), starts(7, 2, 0.05), 1.15));
    }

    @Test
    void timesThatAreAllTheSameAreFine() {
        List<Duration> same =
                IntStream.range(0, 10).mapToObj(any -> Duration.ofSeconds(1)).toList();
        assertEquals(Verdict.FINE, judge(same, same, 1));
    }

    private static Verdict judge(List<Duration> current, List<Duration> candidate, double slower) {
        return ColdStarts.judge(Instant.EPOCH, current, candidate, slower, Levels.STARTS)
                .verdict();
    }

    private List<Duration> starts(int count, double seconds, double spread) {
        return IntStream.range(0, count)
                .mapToObj(any -> Duration.ofNanos((long) (seconds * 1e9 * Math.exp(spread * random.nextGaussian()))))
                .toList();
    }
}
