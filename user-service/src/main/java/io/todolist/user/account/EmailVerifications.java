package io.todolist.user.account;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.user.mail.MailToken;
import io.todolist.user.mail.Mails;
import io.todolist.user.mail.Pauses;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;

/** Who has read a mail that was sent to an address has shown that it is theirs. */
@Singleton
class EmailVerifications {
    /** Key of the pause between two such mails of an account, whose column {@code id} is at hand. */
    static final String PAUSE = Pauses.key("'verify-email ' || id");

    /** One row if there is such an account. A mail that is still queued is replaced by this one. */
    private static final String ASK =
            """
            with account as (select id, email, verified_email from account where id = $1),
            pause as (
              insert into mail_pause as running (key, until)
              select %1$s, now() + interval '2 minutes' from account
              where email is not null and verified_email is distinct from email
              on conflict (key) do update set until = excluded.until where running.until <= now()
              returning 1),
            outdated as (delete from mail using account, pause where account_id = account.id and kind = 'verify-email'),
            verification as (insert into mail (id, account_id, kind, address, language)
              select $2, id, 'verify-email', email, $3 from account, pause)
            select email is not null and verified_email is distinct from email as open, exists (select from pause) as queued,
              (select extract(epoch from until - now())::float8 from mail_pause where key = %1$s) as seconds
            from account
            """
                    .formatted(PAUSE);

    /** As often as it is asked for, so that a repetition finds the same. */
    private static final String VERIFY =
            """
            update account set verified_email = email,
              version = version + case when verified_email is distinct from email then 1 else 0 end
            from mail_token where hash = $1 and kind = 'verify-email' and expires_at > now()
              and account.id = account_id and email = address
            returning account.id
            """;

    private final Pool database;
    private final Mails mails;

    EmailVerifications(Pool database, Mails mails) {
        this.database = database;
        this.mails = mails;
    }

    /** Fails with 401 when the account is gone, with 409 when there is nothing to verify, with 429 when there was a mail just now. */
    Uni<Void> ask(UUID account) {
        return database.preparedQuery(ASK)
                .execute(Tuple.of(account, mails.newId(), mails.language()))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw Profiles.gone();
                    }
                    refuse(rows.iterator().next());
                })
                .invoke(mails::send)
                .replaceWithVoid();
    }

    /** @return whose address it is, {@code null} when the token is not good any more */
    Uni<UUID> verify(String token) {
        return database.preparedQuery(VERIFY)
                .execute(Tuple.of(MailToken.hash(token)))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getUUID("id"));
    }

    private static void refuse(Row row) {
        if (!row.getBoolean("open")) {
            throw HttpProblem.builder()
                    .withStatus(409)
                    .withTitle("Conflict")
                    .withDetail("There is no address that is to be verified.")
                    .build();
        }
        if (!row.getBoolean("queued")) {
            throw HttpProblem.builder()
                    .withStatus(429)
                    .withTitle("Too Many Requests")
                    .withDetail("A mail was asked for just now. Try again later.")
                    .withHeader(HttpHeaders.RETRY_AFTER, seconds(row))
                    .build();
        }
    }

    /** The pause of a request at the same moment can't be seen yet. */
    private static long seconds(Row row) {
        Double seconds = row.getDouble("seconds");
        return seconds == null ? 120 : Math.max(1, (long) Math.ceil(seconds));
    }
}
