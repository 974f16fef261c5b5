package io.todolist.release.knative;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What one pod of the ingress says of a version, being read line by line. */
final class Reading {
    private static final long LONGER = 3_600_000_001L;

    private long answers;
    private long failures;
    /** How many answers came within a time in microseconds. */
    private final NavigableMap<Long, Long> within = new TreeMap<>();

    /** In the first dialect that says anything of the version. */
    static Count of(String text, String namespace, String revision) {
        Map<Dialect, Reading> readings = new EnumMap<>(Dialect.class);
        for (String words : text.lines().toList()) {
            Line.of(words).ifPresent(line -> {
                for (Dialect dialect : Dialect.values()) {
                    if (dialect.names(line, namespace, revision)) {
                        dialect.read(line, readings.computeIfAbsent(dialect, first -> new Reading()));
                    }
                }
            });
        }
        return readings.values().stream().findFirst().map(Reading::count).orElse(Count.NONE);
    }

    void answered(String status, long number) {
        if (status.matches("[2-5].*")) {
            answers += number;
            failures += status.startsWith("5") ? number : 0;
        }
    }

    void savedByRetry(long number) {
        failures += number;
    }

    void within(String milliseconds, long number) {
        long bound = milliseconds.equals("+Inf")
                ? LONGER
                : new BigDecimal(milliseconds).movePointRight(3).longValue();
        within.merge(bound, number, Long::sum);
    }

    Count count() {
        NavigableMap<Long, Long> times = new TreeMap<>();
        long before = 0;
        for (Map.Entry<Long, Long> bound : within.entrySet()) {
            times.put(bound.getKey(), Math.max(0, bound.getValue() - before));
            before = bound.getValue();
        }
        return new Count(answers, failures, 0, times);
    }
}
