package io.todolist.todo;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A todo on the wire. Times are ISO 8601 in UTC.
 *
 * @param position place in the manual order, an opaque decimal
 * @param doneAt since when the status is done, or null
 * @param deletedAt when it was put in the bin, or null
 * @param version raised by every change; also the ETag
 */
record TodoView(
        UUID id,
        String name,
        String description,
        Status status,
        LocalDate due,
        String position,
        Instant createdAt,
        Instant updatedAt,
        Instant doneAt,
        Instant deletedAt,
        int version) {

    /** Of the table {@code todo} under the alias {@code t}. A position is only passed on: PostgreSQL writes it as it is. */
    static final String COLUMNS =
            """
            t.id, t.name, t.description, t.status, t.due, t.position::text as position, t.created_at, t.updated_at, \
            t.done_at, t.deleted_at, t.version""";

    static TodoView from(Todo todo) {
        return new TodoView(
                todo.id,
                todo.name,
                todo.description,
                todo.status,
                todo.due,
                todo.position.toPlainString(),
                todo.createdAt,
                todo.updatedAt,
                todo.doneAt,
                todo.deletedAt,
                todo.version);
    }

    /** @param row with {@link #COLUMNS} */
    static TodoView from(Row row) {
        return new TodoView(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("description"),
                Status.values()[row.getShort("status")],
                row.getLocalDate("due"),
                row.getString("position"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "done_at"),
                instant(row, "deleted_at"),
                row.getInteger("version"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
