package io.todolist.rule.history;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that has happened to a todo.
 *
 * @param device as the browser calls itself (User-Agent), if it is known
 * @param name what it was and what it became, if that changed; so with the status and the day
 * @param description whether it changed
 */
record HistoryEntry(
        Instant at,
        What what,
        @Schema(nullable = true) String device,
        @Schema(nullable = true) Difference name,
        @Schema(nullable = true) Difference status,
        @Schema(nullable = true) Difference due,
        boolean description) {

    /** In the bin is what was DELETED. */
    enum What {
        CREATED,
        CHANGED,
        DELETED,
        RESTORED;

        /** A later version may know more of them. */
        private static What of(String type) {
            return Arrays.stream(values())
                    .filter(what -> type.equalsIgnoreCase("io.todolist.todo." + what + ".v1"))
                    .findAny()
                    .orElse(CHANGED);
        }
    }

    /** As in the todo: a due day is null if there is none. */
    record Difference(@Schema(nullable = true) String from, @Schema(nullable = true) String to) {

        private static Difference from(JsonObject values) {
            return values == null ? null : new Difference(values.getString("from"), values.getString("to"));
        }
    }

    static HistoryEntry from(Row row) {
        JsonObject changes = row.getJsonObject("payload");
        return new HistoryEntry(
                row.getOffsetDateTime("created_at").toInstant(),
                What.of(row.getString("type")),
                row.getString("device"),
                Difference.from(changes.getJsonObject("name")),
                Difference.from(changes.getJsonObject("status")),
                Difference.from(changes.getJsonObject("due")),
                changes.getBoolean("description", false));
    }
}
