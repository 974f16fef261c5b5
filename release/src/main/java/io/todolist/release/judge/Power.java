package io.todolist.release.judge;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** How probably a fault shows itself, before anybody has seen a request. */
public final class Power {
    private Power() {}

    /**
     * How probably a candidate of which this share of the requests fails is stopped in one of these steps, each with so many
     * requests of all visitors. What early looks stop comes on top.
     */
    public static double ofErrors(List<Integer> percents, long requests, double currentRate, double candidateRate) {
        double level = Levels.of(percents.size()).end();
        double passes = 1;
        for (int percent : percents) {
            passes *= 1 - ofErrors(percent, requests, currentRate, candidateRate, level);
        }
        return 1 - passes;
    }

    /** In steps without any visitors, each with so many replayed requests of the candidate, and twice as many of the other. */
    public static double ofReplayed(int steps, long requests, double currentRate, double candidateRate) {
        double level = Levels.of(steps).end();
        return 1 - Math.pow(1 - ofErrors(2 * requests, currentRate, requests, candidateRate, level), steps);
    }

    /** How many of the requests the candidate gets is chance, too: the mean of ten equally probable numbers of them. */
    private static double ofErrors(int percent, long requests, double currentRate, double candidateRate, double level) {
        BinomialDistribution share = BinomialDistribution.of(Math.toIntExact(requests), percent / 100.0);
        return IntStream.range(0, 10)
                .map(tenth -> share.inverseCumulativeProbability((tenth + 0.5) / 10))
                .mapToDouble(candidate -> ofErrors(requests - candidate, currentRate, candidate, candidateRate, level))
                .average()
                .orElseThrow();
    }

    /**
     * Of a candidate of which this share of the requests fails, beside a current version of which another one does, judged
     * once.
     */
    static double ofErrors(
            long currentRequests, double currentRate, long candidateRequests, double candidateRate, double level) {
        BinomialDistribution current = BinomialDistribution.of((int) currentRequests, currentRate);
        BinomialDistribution candidate = BinomialDistribution.of((int) candidateRequests, candidateRate);
        double power = 0;
        double left = 1;
        int fewest = 1;
        for (int errors = 0; errors <= currentRequests && left > 1e-9; errors++) {
            // The more errors the current version has, the more the candidate may have.
            while (fewest <= candidateRequests
                    && Errors.chance(currentRequests, errors, candidateRequests, fewest) >= level) {
                fewest++;
            }
            double here = current.probability(errors);
            power += here * candidate.survivalProbability(fewest - 1);
            left -= here;
        }
        return power;
    }
}
