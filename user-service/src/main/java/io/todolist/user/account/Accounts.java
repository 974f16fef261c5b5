package io.todolist.user.account;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.Hints;
import io.todolist.kit.http.TraceContext;
import io.todolist.kit.postgres.UuidV7;
import io.todolist.user.mail.Mails;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The accounts in the database. */
@ApplicationScoped
public class Accounts {
    private static final String WITH_ID = "select " + Account.COLUMNS + " from account where id = $1";
    private static final String NAMED = "select " + Account.COLUMNS + " from account where name_key = $1";
    private static final String FIRST = "select " + User.COLUMNS + " from account order by id limit $1";
    private static final String AFTER = "select " + User.COLUMNS + " from account where id > $2 order by id limit $1";
    private static final String COUNT = "select count(*) from account";

    /** The type of the event. */
    public static final String DELETED = "io.todolist.account.deleted.v1";

    private static final String DELETE =
            """
            with gone as (delete from account where id = $1 returning id)
            insert into event (id, aggregatetype, aggregateid, type, payload, traceparent)
            select $2, 'account', id::text, $3, '{}', $4 from gone
            """;

    /**
     * Nothing while the row has another version than the one that was read. A new address is to be verified: where it is changed
     * again and again, such mails come at intervals, and only for the last one. The one before is told if it was verified.
     */
    private static final String UPDATE =
            """
            with old as (select id, email, verified_email from account where id = $2),
            account as (
              update account set name = $4, name_key = $5, email = $6, version = $7, done = %1$s,
                verified_email = case when email = $6 then verified_email end
              where id = $2 and version = $3
              returning *),
            moved as (select account.id, account.email, case when old.email = old.verified_email then old.email end as before
              from account join old on account.id = old.id
              where account.email is distinct from old.email and $8::uuid is not null),
            outdated as (delete from mail using moved where account_id = moved.id and kind = 'verify-email'),
            pause as (
              insert into mail_pause as running (key, until)
              select %3$s, now() + interval '2 minutes' from moved where email is not null
              on conflict (key) do update set until = excluded.until where running.until <= now()),
            verification as (insert into mail (id, account_id, kind, address, language, next_at)
              select $8, id, 'verify-email', email, $10,
                greatest(now(), (select until from mail_pause where key = %3$s))
              from moved where email is not null),
            notice as (insert into mail (id, account_id, kind, address, language)
              select $9, id, 'address-changed', before, $10 from moved where before is not null)
            select %2$s from account
            """
                    .formatted(Account.DONE, User.COLUMNS, EmailVerifications.PAUSE);

    /** Nothing when the password was changed, or the account deleted, since it was proved. */
    private static final String REHASH = "update account set password_hash = $3 where id = $1 and password_hash = $2";

    /** Links in mails that would set another one are used up. The owner is told. */
    private static final String REPLACE_PASSWORD =
            """
            with account as (
              update account set password_hash = $4, version = version + 1, done = %s
              where id = $2 and password_hash = $3
              returning *),
            links as (update mail_token set used = true from account
              where account_id = account.id and kind = 'reset-password' and not used),
            notice as (insert into mail (id, account_id, kind, address, language)
              select $5::uuid, id, 'password-changed', email, $6 from account where email = verified_email and $5::uuid is not null)
            select %s from account
            """
                    .formatted(Account.DONE, Account.COLUMNS);

    private static final String UNIQUE_VIOLATION = "23505";

    private final Pool database;
    private final Hints hints;
    private final Mails mails;
    private final HttpHeaders headers;

    Accounts(Pool database, Hints hints, Mails mails, HttpHeaders headers) {
        this.database = database;
        this.hints = hints;
        this.mails = mails;
        this.headers = headers;
    }

    /** @return {@code null} when there is none */
    Uni<Account> withId(UUID id) {
        return one(WITH_ID, Tuple.of(id));
    }

    /** @return {@code null} when there is none */
    public Uni<Account> named(UserName name) {
        return one(NAMED, Tuple.of(name.key()));
    }

    /** Id order is the order of registration: ids are UUIDs of version 7. */
    Uni<List<User>> registeredAfter(UUID last, int limit) {
        Uni<RowSet<Row>> page = last == null ? execute(FIRST, Tuple.of(limit)) : execute(AFTER, Tuple.of(limit, last));
        return page.map(rows ->
                StreamSupport.stream(rows.spliterator(), false).map(User::of).toList());
    }

    Uni<Long> count() {
        return execute(COUNT, Tuple.tuple()).map(rows -> rows.iterator().next().getLong(0));
    }

    /** @return whether it was made: once, and not when somebody has the name */
    Uni<Boolean> makeFirstAdmin(NewAccount account) {
        return execute(NewAccount.INSERT_FIRST_ADMIN, account.parameters()).map(rows -> rows.size() == 1);
    }

    /** @return {@code null} when the account has changed since it was read; fails with 409 when somebody has the name */
    Uni<User> update(Account read, UserName name, String email, int version, Buffer fingerprint) {
        Tuple parameters = Tuple.tuple()
                .addValue(fingerprint)
                .addUUID(read.id())
                .addInteger(read.user().version())
                .addString(name.text())
                .addString(name.key())
                .addString(email)
                .addInteger(version)
                .addUUID(mails.newId())
                .addUUID(mails.newId())
                .addString(mails.language());
        return execute(UPDATE, parameters)
                .onFailure(Accounts::isNameTaken)
                .transform(e -> nameTaken())
                .invoke(mails::send)
                .map(rows -> rows.size() == 0 ? null : User.of(rows.iterator().next()));
    }

    /** @return {@code null} when the password was changed, or the account deleted, since it was proved */
    Uni<Account> rehash(Account proved, String hash) {
        return execute(REHASH, Tuple.of(proved.id(), proved.passwordHash(), hash))
                .map(rows -> rows.rowCount() == 0 ? null : proved.withPasswordHash(hash));
    }

    /** Within a transaction. The row is the caller's until its end; {@code null} as in {@link #rehash}. */
    public Uni<Account> replacePassword(Account proved, String hash, Buffer fingerprint, SqlConnection transaction) {
        return transaction
                .preparedQuery(REPLACE_PASSWORD)
                .execute(Tuple.tuple()
                        .addValue(fingerprint)
                        .addUUID(proved.id())
                        .addString(proved.passwordHash())
                        .addString(hash)
                        .addUUID(mails.newId())
                        .addString(mails.language()))
                .map(Accounts::first);
    }

    /** The services that have something of that person are told by an event. */
    Uni<Void> delete(Account account) {
        UUID event = UuidV7.next();
        String trace = headers.getHeaderString(TraceContext.PARENT);
        return execute(DELETE, Tuple.of(account.id(), event, DELETED, trace))
                .invoke(() -> hints.send(event, DELETED, account.id().toString(), trace))
                .replaceWithVoid();
    }

    public static HttpProblem nameTaken() {
        return HttpProblem.builder()
                .withStatus(409)
                .withTitle("Conflict")
                .withDetail("This user name is taken.")
                .build();
    }

    private static boolean isNameTaken(Throwable failure) {
        return failure instanceof PgException sql && UNIQUE_VIOLATION.equals(sql.getSqlState());
    }

    private Uni<Account> one(String sql, Tuple parameters) {
        return execute(sql, parameters).map(Accounts::first);
    }

    private static Account first(RowSet<Row> rows) {
        return rows.size() == 0 ? null : Account.of(rows.iterator().next());
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return database.preparedQuery(sql).execute(parameters);
    }
}
