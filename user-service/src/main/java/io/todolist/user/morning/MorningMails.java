package io.todolist.user.morning;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.Hints;
import io.todolist.kit.http.Problems;
import io.todolist.kit.http.TraceContext;
import io.todolist.kit.postgres.UuidV7;
import io.todolist.user.mail.MailToken;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;

/** Who wants mail in the morning. The services that have to know are told by an event. */
@Singleton
class MorningMails {
    /** The type of the event. V8__morning_mail.sql has it, too. */
    private static final String SETTINGS = "io.todolist.account.settings.v1";

    private static final String READ = "select morning_mail, time_zone, language from account where id = $1";

    /**
     * Changes of one account are made one after the other. Their transactions may have numbers, and so their events places, in another
     * order; but each takes the event before back, and a reader sees none of them before all are over.
     */
    private static final String LOCK =
            "select (email = verified_email) is true as reachable from account where id = $1 for update";

    /** And nothing, where it is so already. The event before is taken back: the log has the latest one of each account. */
    private static final String CHANGE =
            """
            with account as (
              update account set morning_mail = $2, time_zone = coalesce($3, time_zone), language = coalesce($4, language)
              where id = $1 and (morning_mail, time_zone, language)
                is distinct from ($2, coalesce($3, time_zone), coalesce($4, language))
              returning id::text, morning_mail, time_zone, language),
            before as (update event set type = 'io.todolist.account.settings.taken-back', payload = '{}'
              from account where event.type = 'io.todolist.account.settings.v1' and event.aggregateid = account.id)
            insert into event (id, aggregatetype, aggregateid, type, payload, traceparent)
            select $5, 'account', id, $6,
              jsonb_build_object('morningMail', morning_mail, 'timeZone', time_zone, 'language', language), $7
            from account
            """;

    private static final String WHOSE =
            """
            select account.id from mail_token join account on account.id = account_id
            where hash = $1 and kind = 'morning' and expires_at > now() and email = address
            """;

    private final Pool database;
    private final EarlierSettings earlier;
    private final Hints hints;
    private final HttpHeaders headers;

    MorningMails(Pool database, EarlierSettings earlier, Hints hints, HttpHeaders headers) {
        this.database = database;
        this.earlier = earlier;
        this.hints = hints;
        this.headers = headers;
    }

    /** Fails with 401 when the account is gone. */
    Uni<MorningMail> of(UUID account) {
        return database.preparedQuery(READ).execute(Tuple.of(account)).map(rows -> MorningMail.of(one(rows)));
    }

    /** Fails with 401 when the account is gone, with 409 when it has no verified address. */
    Uni<MorningMail> turnOn(UUID account, String timeZone, String language) {
        return change(account, true, timeZone, language).replaceWith(new MorningMail(true, timeZone, language));
    }

    /** Fails with 401 when the account is gone. */
    Uni<Void> turnOff(UUID account) {
        return change(account, false, null, null);
    }

    /** @return the account of who has got this token by such a mail; {@code null} when it is not good any more */
    Uni<UUID> owner(String token) {
        return database.preparedQuery(WHOSE)
                .execute(Tuple.of(MailToken.hash(token)))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getUUID("id"));
    }

    private Uni<Void> change(UUID account, boolean on, String timeZone, String language) {
        UUID event = UuidV7.next();
        String trace = headers.getHeaderString(TraceContext.PARENT);
        Tuple parameters =
                Tuple.of(account, on, timeZone, language, event, SETTINGS).addString(trace);
        return database.withTransaction(transaction -> lock(account, transaction)
                        .invoke(row -> refuse(on && !row.getBoolean("reachable")))
                        .chain(() -> transaction.preparedQuery(CHANGE).execute(parameters))
                        .map(told -> told.rowCount() > 0)
                        .call(told -> told
                                ? earlier.forget(transaction)
                                : Uni.createFrom().voidItem()))
                .invoke(told -> {
                    if (told) {
                        hints.send(event, SETTINGS, account.toString(), trace);
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Row> lock(UUID account, SqlConnection transaction) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(account)).map(MorningMails::one);
    }

    private static Row one(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw Problems.unauthorized("This account does not exist any more.", "Bearer");
        }
        return rows.iterator().next();
    }

    private static void refuse(boolean unreachable) {
        if (unreachable) {
            throw HttpProblem.builder()
                    .withStatus(409)
                    .withTitle("Conflict")
                    .withDetail("There is no verified address.")
                    .build();
        }
    }
}
