package io.todolist.release.judge;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many answers took how long: buckets in ascending order that do not overlap, empty ones left out. The judgement takes
 * the times within a bucket as spread evenly, so a bucket should be narrow: a few percent of its time.
 */
@RegisterForReflection
public record Histogram(List<Bucket> buckets) {
    public static final Histogram EMPTY = new Histogram(List.of());

    /** Times from (inclusive) and to (exclusive) these microseconds. */
    @RegisterForReflection
    public record Bucket(long from, long to, long count) {
        public Bucket {
            if (from < 0 || to <= from || count < 0) {
                throw new IllegalArgumentException("no bucket: " + from + " to " + to + ", " + count);
            }
        }
    }

    public Histogram {
        buckets = buckets.stream().filter(bucket -> bucket.count() > 0).toList();
        for (int i = 1; i < buckets.size(); i++) {
            if (buckets.get(i).from() < buckets.get(i - 1).to()) {
                throw new IllegalArgumentException("buckets overlap: " + buckets.get(i - 1) + ", " + buckets.get(i));
            }
        }
    }

    public long count() {
        return buckets.stream().mapToLong(Bucket::count).sum();
    }

    /** What has come since then, if this one has counted on from there with the same buckets. */
    public Histogram since(Histogram earlier) {
        Map<Long, Long> before = new TreeMap<>();
        earlier.buckets.forEach(bucket -> before.put(bucket.from(), bucket.count()));
        List<Bucket> grown = new ArrayList<>();
        for (Bucket bucket : buckets) {
            long count = bucket.count() - before.getOrDefault(bucket.from(), 0L);
            grown.add(new Bucket(bucket.from(), bucket.to(), Math.max(0, count)));
        }
        return new Histogram(grown);
    }

    /** Together with another one that has the same buckets. */
    Histogram plus(Histogram other) {
        Map<Long, Bucket> sum = new TreeMap<>();
        Stream.of(buckets, other.buckets)
                .flatMap(List::stream)
                .forEach(bucket -> sum.merge(
                        bucket.from(),
                        bucket,
                        (one, two) -> new Bucket(one.from(), one.to(), one.count() + two.count())));
        return new Histogram(List.copyOf(sum.values()));
    }
}
