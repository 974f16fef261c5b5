package io.todolist.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Seconds as they are told in the report. */
final class Times {
    private Times() {}

    static String since(long nanoTime) {
        return seconds(Duration.ofNanos(System.nanoTime() - nanoTime));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e9);
    }

    static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    static String summary(List<Duration> durations) {
        return "median %s, %s to %s, n = %d"
                .formatted(
                        seconds(median(durations)),
                        seconds(durations.stream().min(Duration::compareTo).orElseThrow()),
                        seconds(durations.stream().max(Duration::compareTo).orElseThrow()),
                        durations.size());
    }

    static double ratio(Duration one, Duration other) {
        return (double) one.toNanos() / other.toNanos();
    }
}
