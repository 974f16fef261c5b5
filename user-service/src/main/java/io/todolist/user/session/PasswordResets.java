package io.todolist.user.session;

import io.smallrye.mutiny.Uni;
import io.todolist.user.account.Account;
import io.todolist.user.account.Accounts;
import io.todolist.user.account.Credentials;
import io.todolist.user.mail.LinkCounts;
import io.todolist.user.mail.MailToken;
import io.todolist.user.mail.Mails;
import io.todolist.user.mail.Pauses;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** New passwords for those who have forgotten theirs, and have verified an address. */
@Singleton
class PasswordResets {
    /** Of one address. Nobody remembers more of one's own. */
    private static final int MOST_ACCOUNTS = 5;

    /**
     * Known or not, the same is done for an address: one row is written, so that its time tells nothing. Where there were many
     * such links within the day the pause is longer, but there is an end of it: who asks again and again locks no owner out.
     */
    private static final String ASK =
            """
            with next as (select now() + case when exists (
                  select from mail_count where key = %s and until > now() and number >= %d)
                then interval '1 hour' else interval '2 minutes' end as until),
            pause as (
              insert into mail_pause as running (key, until) select %s, until from next
              on conflict (key) do update
                set until = case when running.until <= now() then excluded.until else running.until end
              returning until)
            insert into mail (id, account_id, kind, address, language)
            select ($2::uuid[])[row_number() over (order by found.id)], found.id, 'reset-password', found.email, $3
            from pause join next using (until), (select id, email from account
              where lower(verified_email) = lower($1) and email = verified_email order by id limit %d) as found
            """
                    .formatted(
                            LinkCounts.key("'reset-password'", "$1"),
                            LinkCounts.MOST,
                            Pauses.key("'reset-password ' || lower($1)"),
                            MOST_ACCOUNTS);

    private static final String FIND =
            """
            select used, (email = address and verified_email = address) is true as reachable, %s
            from mail_token join account on account.id = account_id
            where hash = $1 and kind = 'reset-password' and expires_at > now()
            """
                    .formatted(Account.COLUMNS);

    /** @param good whether it may set a password still */
    record Found(Account account, boolean good) {}

    private final Pool database;
    private final Accounts accounts;
    private final Credentials credentials;
    private final Mails mails;

    PasswordResets(Pool database, Accounts accounts, Credentials credentials, Mails mails) {
        this.database = database;
        this.accounts = accounts;
        this.credentials = credentials;
        this.mails = mails;
    }

    Uni<Void> ask(String email) {
        return database.preparedQuery(ASK)
                .execute(Tuple.of(email, mails.newIds(MOST_ACCOUNTS), mails.language()))
                .invoke(mails::send)
                .replaceWithVoid();
    }

    /** @return {@code null} when there is no such token */
    Uni<Found> find(String token) {
        return database.preparedQuery(FIND)
                .execute(Tuple.of(MailToken.hash(token)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return null;
                    }
                    var row = rows.iterator().next();
                    return new Found(Account.of(row), row.getBoolean("reachable") && !row.getBoolean("used"));
                });
    }

    /**
     * All sessions of the account end, and wrong passwords are forgotten. Its second factor stays, and wrong codes count on.
     *
     * @return whether it was done: not when password or address was changed, or the account deleted, since it was found
     */
    Uni<Boolean> change(Account found, String hash, Buffer fingerprint) {
        return database.withTransaction(transaction -> accounts.replacePassword(found, hash, fingerprint, transaction)
                        .onItem()
                        .ifNotNull()
                        .call(account -> end(found, account, transaction)))
                .invoke(mails::send)
                .map(account -> account != null);
    }

    private Uni<Void> end(Account found, Account changed, SqlConnection transaction) {
        if (!changed.user().emailVerified()
                || !changed.user().email().equals(found.user().email())) {
            throw PasswordResetResource.gone();
        }
        return transaction
                .preparedQuery(NewSessions.END_ALL)
                .execute(Tuple.of(found.id()))
                .chain(() -> credentials.forgive(changed, transaction));
    }
}
