package io.todolist.release.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.judge.Histogram.Bucket;
import io.todolist.release.judge.Judgement.About;
import io.todolist.release.judge.Judgement.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class LatencyTest {
    /** As answers of a service are spread: evenly, with a long tail, with a very long one, and with one in 20 far slower. */
    private static final Map<String, ToDoubleFunction<Random>> SHAPES = Map.of(
            "narrow", random -> 0.05 * Math.exp(0.2 * random.nextGaussian()),
            "wide", random -> 0.05 * Math.exp(1.0 * random.nextGaussian()),
            "heavy tail", random -> 0.02 * Math.pow(1 - random.nextDouble(), -1 / 1.5),
            "cliff", random -> (random.nextDouble() < 0.05 ? 1 : 0.02) * Math.exp(0.2 * random.nextGaussian()));

    @Test
    void theBootstrapIsWhatDrawingAgainGives() {
        Random random = new Random(1);
        List<Bucket> few = new ArrayList<>();
        int[] drawn = new int[200];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = 20_000 + random.nextInt(80) * 1000;
        }
        Arrays.stream(drawn)
                .sorted()
                .distinct()
                .forEach(time -> few.add(new Bucket(
                        time,
                        time + 1,
                        Arrays.stream(drawn).filter(other -> other == time).count())));
        Quantile quantile = new Quantile(new Histogram(few));
        int below = 0;
        int resamples = 20_000;
        for (int i = 0; i < resamples; i++) {
            int[] again = random.ints(200, 0, 200).map(at -> drawn[at]).sorted().toArray();
            below += again[189] <= 95_000 ? 1 : 0;
        }
        double share = (double) below / resamples;
        double from = quantile.seconds(share - 0.02);
        double to = quantile.seconds(share + 0.02);
        assertTrue(from <= 0.0955 && 0.0945 <= to, share + " is between " + from + " and " + to);
    }

    /** If nothing at all more is accepted, a level of 1 % is one of 1 % for equal versions. */
    @Test
    void equalVersionsRarelyDiffer() {
        int rounds = 300;
        SHAPES.forEach((name, shape) -> {
            Random random = new Random(2);
            for (int[] requests : new int[][] {{100, 100}, {5000, 100}, {1000, 1000}, {100, 20}}) {
                int alarms = 0;
                for (int i = 0; i < rounds; i++) {
                    Histogram current = Times.of(requests[0], shape, random);
                    Histogram candidate = Times.of(requests[1], shape, random);
                    alarms += judge(current, candidate, 1, 0.01) == Verdict.WORSE ? 1 : 0;
                }
                assertTrue(alarms <= 6, name + ", " + requests[0] + " and " + requests[1] + ": " + alarms);
            }
        });
    }

    @Test
    void eightyMillisecondsMoreAreSeen() {
        Random random = new Random(3);
        Histogram current = Times.of(2000, SHAPES.get("narrow"), random);
        Histogram later = Times.of(200, any -> SHAPES.get("narrow").applyAsDouble(any) + 0.08, random);
        assertEquals(Verdict.WORSE, judge(current, later, 1.2, 1e-4));
    }

    @Test
    void whatIsAcceptedIsFine() {
        Random random = new Random(4);
        Histogram current = Times.of(2000, SHAPES.get("narrow"), random);
        Histogram later = Times.of(2000, any -> SHAPES.get("narrow").applyAsDouble(any) * 1.1, random);
        assertEquals(Verdict.FINE, judge(current, later, 1.2, 0.01));
        assertEquals(Verdict.WORSE, judge(current, later, 1, 0.01));
    }

    @Test
    void fewRequestsAreNoVerdict() {
        Random random = new Random(5);
        Histogram many = Times.of(2000, SHAPES.get("narrow"), random);
        assertEquals(Verdict.TOO_FEW, judge(many, Times.of(19, any -> 10, random), 1.2, 0.01));
        assertEquals(Verdict.TOO_FEW, judge(many, Histogram.EMPTY, 1.2, 0.01));
        assertEquals(Verdict.TOO_FEW, judge(Histogram.EMPTY, Histogram.EMPTY, 1.2, 0.01));
    }

    private static Verdict judge(Histogram current, Histogram candidate, double slower, double level) {
        return Latency.judge(
                        Instant.EPOCH, 50, About.LATENCY, new Both(traffic(current), traffic(candidate)), slower, level)
                .verdict();
    }

    private static Traffic traffic(Histogram warm) {
        return new Traffic(warm.count(), 0, 0, warm);
    }
}
