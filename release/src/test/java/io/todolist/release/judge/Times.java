package io.todolist.release.judge;

import io.todolist.release.judge.Histogram.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Made-up latencies in seconds, counted in buckets of one percent. */
public final class Times {
    private static final double WIDTH = Math.log(1.01);
    private static final double SHORTEST = 100;
    private final long[] counts = new long[1700];

    public void add(double seconds) {
        counts[Math.max(0, Math.min(counts.length - 1, (int) (Math.log(seconds * 1e6 / SHORTEST) / WIDTH)))]++;
    }

    public Histogram histogram() {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                buckets.add(new Bucket(bound(i), bound(i + 1), counts[i]));
            }
        }
        return new Histogram(buckets);
    }

    public static Histogram of(int requests, ToDoubleFunction<Random> shape, Random random) {
        Times times = new Times();
        for (int i = 0; i < requests; i++) {
            times.add(shape.applyAsDouble(random));
        }
        return times.histogram();
    }

    private static long bound(int i) {
        return (long) (SHORTEST * Math.exp(i * WIDTH));
    }
}
