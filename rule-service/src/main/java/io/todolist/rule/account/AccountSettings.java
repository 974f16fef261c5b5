package io.todolist.rule.account;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.EventHandler;
import io.todolist.rule.morning.Morning;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A copy of what people have set at user-service, as far as it is needed here. */
@Singleton
class AccountSettings implements EventHandler {
    private static final String SET =
            """
            insert into person (owner, time_zone, language, morning_mail, next_morning) values ($1, $2, $3, $4, $5)
            on conflict (owner) do update set time_zone = excluded.time_zone, language = excluded.language,
              morning_mail = excluded.morning_mail, next_morning = excluded.next_morning
            """;

    @Override
    public String type() {
        return "io.todolist.account.settings.v1";
    }

    @Override
    public Uni<Void> handle(JsonObject event, SqlConnection transaction) {
        JsonObject settings = event.getJsonObject("data");
        String timeZone = settings.getString("timeZone");
        boolean morningMail = settings.getBoolean("morningMail");
        Tuple parameters = Tuple.of(
                event.getString("subject"),
                timeZone,
                settings.getString("language"),
                morningMail,
                morningMail ? nextMorning(Instant.parse(event.getString("time")), timeZone) : null);
        return transaction.preparedQuery(SET).execute(parameters).replaceWithVoid();
    }

    private static OffsetDateTime nextMorning(Instant changed, String timeZone) {
        return Morning.first(changed, Instant.now(), timeZone).atOffset(ZoneOffset.UTC);
    }

    /** The log has the settings of each account once, as long as the account is there. */
    @Override
    public Uni<Void> forget(SqlConnection transaction) {
        return transaction.query("delete from person").execute().replaceWithVoid();
    }
}
