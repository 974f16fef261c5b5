package io.todolist.user.account;

import io.vertx.mutiny.sqlclient.Row;
import jakarta.ws.rs.core.EntityTag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user, as they and administrators see one. */
public record User(
        UUID id,
        String name,
        @Schema(nullable = true) String email,
        boolean emailVerified,
        List<String> roles,
        Instant createdAt,
        int version) {
    /** What {@link #of} reads. */
    public static final String COLUMNS =
            "account.id, account.name, account.email, account.admin, account.created_at, account.version,"
                    + " coalesce(account.verified_email = account.email, false) as email_verified";

    /** The version as a strong entity tag (RFC 9110, 8.8.3). */
    EntityTag tag() {
        return new EntityTag(Integer.toString(version));
    }

    public static User of(Row row) {
        return new User(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("email_verified"),
                row.getBoolean("admin") ? List.of("user", "admin") : List.of("user"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getInteger("version"));
    }
}
