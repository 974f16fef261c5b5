package io.todolist.todo;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.Locale;
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

    /** @param row of the table {@code todo_count}, whose columns are null for somebody without todos, and {@code deleted} */
    static Counts from(Row row) {
        Map<Status, Long> byStatus = Arrays.stream(Status.values())
                .collect(Collectors.toMap(Function.identity(), status -> count(row, status)));
        long total = byStatus.values().stream().mapToLong(Long::longValue).sum();
        return new Counts(byStatus, total, row.getLong("deleted"));
    }

    private static long count(Row row, Status status) {
        Long count = row.getLong(status.name().toLowerCase(Locale.ROOT));
        return count == null ? 0 : count;
    }
}
