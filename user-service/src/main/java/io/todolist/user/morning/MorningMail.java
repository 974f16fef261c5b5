package io.todolist.user.morning;

import io.vertx.mutiny.sqlclient.Row;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether somebody gets a mail in the morning that says what is due.
 *
 * @param timeZone where the morning is; null if it has never been on
 * @param language of the mail; null if it has never been on
 */
record MorningMail(boolean on, @Schema(nullable = true) String timeZone, @Schema(nullable = true) String language) {
    static MorningMail of(Row row) {
        return new MorningMail(row.getBoolean("morning_mail"), row.getString("time_zone"), row.getString("language"));
    }
}
