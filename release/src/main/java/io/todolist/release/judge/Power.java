package io.todolist.release.judge;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/** How probably a fault shows itself, before anybody has seen a request. */
public final class Power {
    private Power() {}

    /**
     * Of a candidate of which this share of the requests fails, beside a current version of which another one does, judged
     * once.
     */
    public static double ofErrors(
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
