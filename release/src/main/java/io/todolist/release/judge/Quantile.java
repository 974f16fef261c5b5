package io.todolist.release.judge;

import io.todolist.release.judge.Histogram.Bucket;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The bootstrap distribution of a histogram's 95th percentile. It needs no random numbers: the percentile of n times that are
 * drawn again is at most x if 95 % of them are, and how many are is binomial. So the rare levels of an early stop can be had,
 * too, and the same facts give the same answer.
 */
final class Quantile {
    private static final double RANK = 0.95;

    /** Half a percent from point to point, from 10 microseconds to 15 minutes, longer than anybody waits. */
    private static final double SHORTEST = 10;

    private static final double STEP = Math.log(1.005);
    private static final int POINTS = (int) Math.ceil(Math.log(900e6 / SHORTEST) / STEP);

    private static final double NOTHING = 1e-15;

    final int of;

    /** The probability that it is at most the i-th point. */
    private final double[] atMost = new double[POINTS];

    Quantile(Histogram times) {
        of = Math.toIntExact(times.count());
        double[] shares = shares(times.buckets());
        int middle = 0;
        while (middle < POINTS - 1 && shares[middle] < RANK) {
            middle++;
        }
        // Far from the middle there is nothing more to calculate, which most points are.
        for (int i = middle; i < POINTS; i++) {
            atMost[i] = i > middle && atMost[i - 1] > 1 - NOTHING ? 1 : atMost(shares[i]);
        }
        for (int i = middle - 1; i >= 0 && atMost[i + 1] > NOTHING; i--) {
            atMost[i] = atMost(shares[i]);
        }
    }

    double seconds() {
        return seconds(0.5);
    }

    /** It is at most this with that probability. */
    double seconds(double probability) {
        int i = 0;
        while (i < POINTS - 1 && atMost[i] < probability) {
            i++;
        }
        return of == 0 ? 0 : point(i) / 1e6;
    }

    /** How probably this one is at most so many times as long as the other one. */
    double chanceOfAtMost(double times, Quantile other) {
        int further = (int) Math.ceil(Math.log(times) / STEP);
        double chance = 0;
        double before = 0;
        for (int i = 0; i < POINTS; i++) {
            chance += (other.atMost[i] - before) * atMost[Math.min(POINTS - 1, i + further)];
            before = other.atMost[i];
        }
        return of == 0 || other.of == 0 ? 1 : Math.min(1, chance);
    }

    private double atMost(double share) {
        return of == 0 ? 1 : BinomialDistribution.of(of, share).survivalProbability((int) Math.ceil(RANK * of) - 1);
    }

    /** Which share took at most as long as each point, if the times within a bucket are spread evenly. */
    private double[] shares(List<Bucket> buckets) {
        double[] shares = new double[POINTS];
        double below = 0;
        int next = 0;
        for (int i = 0; i < POINTS; i++) {
            while (next < buckets.size() && buckets.get(next).to() <= point(i)) {
                below += buckets.get(next++).count();
            }
            double within = 0;
            if (next < buckets.size() && buckets.get(next).from() < point(i)) {
                Bucket bucket = buckets.get(next);
                within = bucket.count() * (point(i) - bucket.from()) / (bucket.to() - bucket.from());
            }
            shares[i] = of == 0 ? 1 : Math.min(1, (below + within) / of);
        }
        return shares;
    }

    private static double point(int i) {
        return SHORTEST * Math.exp(i * STEP);
    }
}
