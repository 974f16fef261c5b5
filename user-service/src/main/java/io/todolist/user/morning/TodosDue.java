package io.todolist.user.morning;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.EventHandler;
import io.todolist.user.mail.Mails;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** rule-service has found in the morning that todos are due: a mail says so, if it is still wanted and not too late. */
@Singleton
class TodosDue implements EventHandler {
    /** The account remembers the day, so an event that comes again makes no other mail, though the first is sent and gone. */
    private static final String QUEUE =
            """
            with reader as (
              update account set morning = $3
              where id = $1 and morning_mail and email = verified_email and (morning is null or morning < $3) and $4 > now()
              returning id, email, language)
            insert into mail (id, account_id, kind, address, language, data)
            select $2, id, 'morning', email, language, $5 from reader
            on conflict do nothing
            """;

    private final Mails mails;

    TodosDue(Mails mails) {
        this.mails = mails;
    }

    @Override
    public String type() {
        return "io.todolist.todos.due.v1";
    }

    /** It goes with the mails that are due next. */
    @Override
    public Uni<Void> handle(JsonObject event, SqlConnection transaction) {
        if (mails.newId() == null) {
            return Uni.createFrom().voidItem();
        }
        JsonObject due = event.getJsonObject("data");
        Tuple parameters = Tuple.of(
                UUID.fromString(event.getString("subject")),
                UUID.fromString(event.getString("id")),
                LocalDate.parse(due.getString("day")),
                Instant.parse(due.getString("until")).atOffset(ZoneOffset.UTC),
                due);
        return transaction.preparedQuery(QUEUE).execute(parameters).replaceWithVoid();
    }
}
