package io.todolist.user.account;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.Hints;
import io.todolist.kit.http.TraceContext;
import io.todolist.kit.postgres.UuidV7;
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

    /** Nothing while the row has another version than the one that was read. */
    private static final String UPDATE =
            """
            update account set name = $4, name_key = $5, email = $6, version = $7, done = %s
            where id = $2 and version = $3
            returning %s
            """
                    .formatted(Account.DONE, User.COLUMNS);

    /** Nothing when the password was changed, or the account deleted, since it was proved. */
    private static final String REHASH = "update account set password_hash = $3 where id = $1 and password_hash = $2";

    private static final String REPLACE_PASSWORD =
            """
            update account set password_hash = $4, version = version + 1, done = %s
            where id = $2 and password_hash = $3
            returning %s
            """
                    .formatted(Account.DONE, Account.COLUMNS);

    private static final String UNIQUE_VIOLATION = "23505";

    private final Pool database;
    private final Hints hints;
    private final HttpHeaders headers;

    Accounts(Pool database, Hints hints, HttpHeaders headers) {
        this.database = database;
        this.hints = hints;
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
                .addInteger(version);
        return execute(UPDATE, parameters)
                .onFailure(Accounts::isNameTaken)
                .transform(e -> nameTaken())
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
                .execute(Tuple.of(fingerprint, proved.id(), proved.passwordHash(), hash))
                .map(Accounts::first);
    }

    /** The services that have something of that person are told by an event. */
    Uni<Void> delete(Account account) {
        UUID event = UuidV7.next();
        Tuple parameters = Tuple.of(account.id(), event, DELETED, headers.getHeaderString(TraceContext.PARENT));
        return execute(DELETE, parameters)
                .invoke(() -> hints.send(event, DELETED, account.id().toString()))
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
