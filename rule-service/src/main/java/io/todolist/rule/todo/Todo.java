package io.todolist.rule.todo;

import io.netty.buffer.ByteBufUtil;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.ws.rs.core.EntityTag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Something its owner wants to get done, as it goes over the wire. Times are ISO 8601 in UTC, in microseconds, as PostgreSQL
 * keeps them.
 *
 * @param position place in the manual order, an opaque decimal
 * @param doneAt since when the status is done, or null
 * @param deletedAt when it was put in the bin, or null
 * @param version raised by every change; also the ETag
 */
public record Todo(
        UUID id,
        String name,
        String description,
        Status status,
        @Schema(nullable = true) LocalDate due,
        String position,
        Instant createdAt,
        Instant updatedAt,
        @Schema(nullable = true) Instant doneAt,
        @Schema(nullable = true) Instant deletedAt,
        int version) {

    /** In UTF-8. A hundred todos can have 3 MB, and a thousand 30 MB: too much for a gateway's pod, and for a slow phone. */
    private static final int MOST_TEXT_OF_AN_ANSWER = 256 * 1024;

    /** Of the table {@code todo} under the alias {@code t}. A position is only passed on: PostgreSQL writes it as it is. */
    public static final String COLUMNS =
            """
            t.id, t.name, t.description, t.status, t.due, t.position::text as position, t.created_at, t.updated_at, \
            t.done_at, t.deleted_at, t.version""";

    /** @param row with {@link #COLUMNS} */
    public static Todo from(Row row) {
        return new Todo(
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

    /** The version as a strong entity tag (RFC 9110, 8.8.3). */
    EntityTag tag() {
        return new EntityTag(Integer.toString(version));
    }

    public RestResponse<Todo> answer() {
        return RestResponse.ResponseBuilder.ok(this).tag(tag()).build();
    }

    /** The first of these, as many as an answer has room for; one at least. */
    public static List<Todo> fitting(List<Todo> todos) {
        int fitting = 0;
        for (long text = 0; fitting < todos.size(); fitting++) {
            text += todos.get(fitting).text();
            if (text > MOST_TEXT_OF_AN_ANSWER && fitting > 0) {
                break;
            }
        }
        return todos.subList(0, fitting);
    }

    private int text() {
        return ByteBufUtil.utf8Bytes(name) + ByteBufUtil.utf8Bytes(description);
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
