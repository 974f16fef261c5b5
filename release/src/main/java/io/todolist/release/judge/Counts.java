package io.todolist.release.judge;

import io.todolist.release.judge.Histogram.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.HistogramIterationValue;

/** What came of a version's requests. Times in microseconds, in buckets of at most one percent of their time. */
public final class Counts {
    private static final long LONGEST = Duration.ofMinutes(10).toNanos() / 1000;

    private final org.HdrHistogram.Histogram warm = new org.HdrHistogram.Histogram(LONGEST, 2);
    private long requests;
    private long errors;
    private long cold;

    public synchronized void add(boolean error, boolean isCold, long nanos) {
        requests++;
        if (error) {
            errors++;
        }
        if (isCold) {
            cold++;
        } else {
            warm.recordValue(Math.min(LONGEST, TimeUnit.NANOSECONDS.toMicros(nanos)));
        }
    }

    public synchronized Traffic traffic() {
        List<Bucket> buckets = new ArrayList<>();
        for (HistogramIterationValue recorded : warm.recordedValues()) {
            long time = recorded.getValueIteratedTo();
            buckets.add(new Bucket(
                    warm.lowestEquivalentValue(time),
                    warm.nextNonEquivalentValue(time),
                    recorded.getCountAtValueIteratedTo()));
        }
        return new Traffic(requests, errors, cold, new Histogram(buckets));
    }
}
