package io.todolist.release.knative;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.judge.Histogram;
import io.todolist.release.judge.Histogram.Bucket;
import io.todolist.release.judge.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted of a version: by one pod of the ingress, or by all of them so far.
 *
 * @param times how many answers took as long as this, in microseconds, and longer than the bound before
 */
@RegisterForReflection
record Count(long requests, long errors, long cold, NavigableMap<Long, Long> times) {
    static final Count NONE = new Count(0, 0, 0, new TreeMap<>());

    /** No pod is made in less time, so an answer that took less did not wait for one. In microseconds. */
    private static final long START = 500_000;

    /** What has come since; all of it, if the ingress has begun anew to count this version. */
    Count since(Count earlier) {
        if (requests < earlier.requests) {
            return this;
        }
        NavigableMap<Long, Long> grown = new TreeMap<>();
        times.forEach((bound, number) -> grown.put(bound, Math.max(0, number - earlier.times.getOrDefault(bound, 0L))));
        return new Count(requests - earlier.requests, Math.max(0, errors - earlier.errors), 0, grown);
    }

    Count plus(Count other) {
        NavigableMap<Long, Long> sum = new TreeMap<>(times);
        other.times.forEach((bound, number) -> sum.merge(bound, number, Long::sum));
        return new Count(requests + other.requests, errors + other.errors, cold + other.cold, sum);
    }

    /** Counted while a pod was made: whoever waited long enough may have waited for it. */
    Count whileStarting() {
        Long first = times.ceilingKey(START);
        if (first == null) {
            return this;
        }
        NavigableMap<Long, Long> warm = new TreeMap<>(times);
        SortedMap<Long, Long> slow = warm.tailMap(first, false);
        long waited = slow.values().stream().mapToLong(Long::longValue).sum();
        slow.replaceAll((bound, number) -> 0L);
        return new Count(requests, errors, cold + waited, warm);
    }

    Traffic traffic() {
        List<Bucket> buckets = new ArrayList<>();
        long from = 0;
        for (Map.Entry<Long, Long> bound : times.entrySet()) {
            buckets.add(new Bucket(from, bound.getKey(), bound.getValue()));
            from = bound.getKey();
        }
        return new Traffic(requests, errors, cold, new Histogram(buckets));
    }
}
