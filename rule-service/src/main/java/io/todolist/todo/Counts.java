package io.todolist.todo;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many todos the caller has.
 *
 * @param total of all statuses, without the bin
 * @param deleted in the bin
 */
record Counts(Map<Status, Long> byStatus, long total, long deleted) {

    static Counts from(TodoCount count, long deleted) {
        Map<Status, Long> byStatus =
                Arrays.stream(Status.values()).collect(Collectors.toMap(Function.identity(), count::of));
        long total = byStatus.values().stream().mapToLong(Long::longValue).sum();
        return new Counts(byStatus, total, deleted);
    }
}
