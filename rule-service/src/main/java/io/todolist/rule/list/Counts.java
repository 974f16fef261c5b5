package io.todolist.rule.list;

import io.todolist.rule.todo.Bin;
import io.todolist.rule.todo.Status;
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
    /** SQL, with the owner as $1. The totals are kept in a table, see V1__todos.sql. */
    static final String COLUMNS =
            "c.*, (select count(*) from todo where owner = $1 and deleted_at >= " + Bin.START + ") as deleted";

    static final String TABLE = "(select 1) as one left join todo_count c on c.owner = $1";

    /** @param row with {@link #COLUMNS}; those of the totals are null for somebody without todos */
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
