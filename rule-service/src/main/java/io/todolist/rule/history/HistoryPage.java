package io.todolist.rule.history;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a todo's history.
 *
 * @param items the latest first
 * @param next what the next page is {@code after}, or null at the end
 */
record HistoryPage(List<HistoryEntry> items, @Schema(nullable = true) String next) {

    /** @param found one more than asked for if there is a next page; a single row of nulls if there is nothing */
    static HistoryPage of(RowSet<Row> found, int size) {
        List<HistoryEntry> items = new ArrayList<>(found.size());
        Long last = null;
        for (Row row : found) {
            if (items.size() == size) {
                return new HistoryPage(items, last.toString());
            }
            last = row.getLong("position");
            if (last != null) {
                items.add(HistoryEntry.from(row));
            }
        }
        return new HistoryPage(items, null);
    }
}
