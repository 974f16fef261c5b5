package io.todolist.user.session;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.kit.postgres.Leftovers;
import io.todolist.user.account.Account;
import io.todolist.user.account.Accounts;
import io.todolist.user.account.NewAccount;
import io.todolist.user.account.User;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * The refresh tokens of one sign-in, each the successor of the one before (RFC 9700, 4.14.2), in one row. Only the hashes of
 * the current and of the previous one are kept; a token that is neither was used long ago or made up, and ends the family.
 *
 * <p>One exception: browsers and several gateways may send one token side by side, and an answer may get lost. The previous
 * token gets the same successor again for a while, as long as that successor is itself unused.
 */
@ApplicationScoped
class RefreshFamilies implements Leftovers {

    /** A refresh token, for whom and for how many seconds. */
    record Issued(User user, RefreshToken token, long seconds) {}

    /**
     * Nothing when the password was changed since it was proved: that change waits for this statement, or this for that. And
     * nothing when the family is there already and its first token was used, or is over.
     */
    private static final String OPEN =
            """
            with proved as (select id from account where id = $1 and password_hash = $2 for share)
            insert into refresh_family (id, account_id, token_hash, rotated_at, expires_at, ends_at)
            select $3::uuid, id, $4::bytea, now(), now() + make_interval(secs => least($5::float8, $6)), now() + make_interval(secs => $6) from proved
            on conflict (id) do update set token_hash = excluded.token_hash
              where refresh_family.previous_hash is null and refresh_family.expires_at > now()
            returning extract(epoch from expires_at - now())::bigint as seconds
            """;

    private static final String REGISTER =
            """
            with account as (%s),
            family as (insert into refresh_family (id, account_id, token_hash, rotated_at, expires_at, ends_at)
              select $8::uuid, id, $9::bytea, now(), now() + make_interval(secs => least($10::float8, $11)), now() + make_interval(secs => $11) from account
              returning extract(epoch from expires_at - now())::bigint as seconds)
            select seconds, %s from account, family
            """
                    .formatted(NewAccount.INSERT, User.COLUMNS);

    /** Requests with one token queue up for the family's row; those behind the first find another hash in it. */
    private static final String ROTATE =
            """
            update refresh_family set previous_hash = token_hash, token_hash = $3, nonce = $4, rotated_at = now(),
              expires_at = least(now() + make_interval(secs => $5), ends_at)
            from account
            where refresh_family.id = $1 and token_hash = $2 and expires_at > now() and account.id = account_id
            returning extract(epoch from expires_at - now())::bigint as seconds, %s
            """
                    .formatted(User.COLUMNS);

    private static final String IN_GRACE =
            "previous_hash = $2 and rotated_at > now() - make_interval(secs => $3) and expires_at > now()";

    /** The family lives on only if this token is the previous one, in its grace. */
    private static final String REPEAT_OR_END =
            """
            with ended as (delete from refresh_family where id = $1 and (%1$s) is not true)
            select nonce, extract(epoch from expires_at - now())::bigint as seconds, %2$s
            from refresh_family join account on account.id = account_id where refresh_family.id = $1 and %1$s
            """
                    .formatted(IN_GRACE, User.COLUMNS);

    private static final String END = "delete from refresh_family where id = $1";
    private static final String END_OTHERS = "delete from refresh_family where account_id = $1 and id <> $2";
    private static final String END_ALL = "delete from refresh_family where account_id = $1";

    private static final String FORGET =
            """
            delete from refresh_family where id in (select id from refresh_family
              where expires_at < now() order by expires_at limit %d for update skip locked)
            """
                    .formatted(BATCH);

    private final Pool database;
    private final Accounts accounts;
    private final SigningKey signingKey;
    private final double idle;
    private final double longest;
    private final double grace;

    RefreshFamilies(Pool database, Accounts accounts, SigningKey signingKey, SessionConfig config) {
        this.database = database;
        this.accounts = accounts;
        this.signingKey = signingKey;
        idle = seconds(config.idle());
        longest = seconds(config.longest());
        grace = seconds(config.grace());
    }

    /**
     * With a key that came before: the same token again, as long as it is unused.
     *
     * @return {@code null} when the password was changed, or the account deleted, since it was proved
     */
    Uni<Issued> open(Account proved, String key) {
        return open(proved, firstToken(key, proved.passwordHash()), database)
                .onItem()
                .ifNull()
                // The key's one was used: whoever has proved the password gets another session.
                .switchTo(() -> open(proved, RefreshToken.random(), database));
    }

    /** @return {@code null} when somebody has the name */
    Uni<Issued> register(NewAccount account, String key) {
        RefreshToken token = firstToken(key, account.passwordHash());
        Tuple parameters = account.parameters()
                .addUUID(token.family())
                .addValue(hash(token))
                .addDouble(idle)
                .addDouble(longest);
        return database.preparedQuery(REGISTER).execute(parameters).map(rows -> issued(rows, token));
    }

    /**
     * All sessions of the account end, and one begins.
     *
     * @return {@code null} as in {@link #open(Account, String)}
     */
    Uni<Issued> changePassword(Account proved, String hash, Buffer fingerprint, String key) {
        return database.withTransaction(transaction -> accounts.replacePassword(proved, hash, fingerprint, transaction)
                .onItem()
                .ifNotNull()
                .transformToUni(account -> transaction
                        .preparedQuery(END_ALL)
                        .execute(Tuple.of(account.id()))
                        .chain(() -> open(account, firstToken(key, hash), transaction))));
    }

    /** @return {@code null} when the token is unknown, expired, or used before; in the last case the family has ended */
    Uni<Issued> redeem(RefreshToken token) {
        byte[] nonce = RefreshToken.newSecret();
        RefreshToken next = token.successor(nonce);
        Tuple parameters = Tuple.of(token.family(), hash(token), hash(next), Buffer.buffer(nonce), idle);
        return database.preparedQuery(ROTATE)
                .execute(parameters)
                .map(rows -> issued(rows, next))
                .onItem()
                .ifNull()
                .switchTo(() -> repeatOrEnd(token));
    }

    Uni<Void> end(RefreshToken token) {
        return execute(END, Tuple.of(token.family()));
    }

    Uni<Void> endAllBut(RefreshToken kept, UUID account) {
        return execute(END_OTHERS, Tuple.of(account, kept.family()));
    }

    Uni<Void> endAllOf(UUID account) {
        return execute(END_ALL, Tuple.of(account));
    }

    @Override
    public String deletion() {
        return FORGET;
    }

    private Uni<Issued> open(Account proved, RefreshToken token, SqlClient client) {
        return client.preparedQuery(OPEN)
                .execute(Tuple.tuple()
                        .addUUID(proved.id())
                        .addString(proved.passwordHash())
                        .addUUID(token.family())
                        .addValue(hash(token))
                        .addDouble(idle)
                        .addDouble(longest))
                .map(rows -> rows.size() == 0
                        ? null
                        : new Issued(
                                proved.user(), token, rows.iterator().next().getLong("seconds")));
    }

    private Uni<Issued> repeatOrEnd(RefreshToken token) {
        return database.preparedQuery(REPEAT_OR_END)
                .execute(Tuple.of(token.family(), hash(token), grace))
                .map(rows -> rows.size() == 0
                        ? null
                        : issued(
                                rows,
                                token.successor(rows.iterator()
                                        .next()
                                        .getBuffer("nonce")
                                        .getBytes())));
    }

    /**
     * A key makes the token: two requests with one key, and answers to them that overtake each other, give the same one. It is
     * stored as little as any other, and nobody can make it from the key without the signing key and the stored hash of the
     * password, whose change makes it another one.
     */
    private RefreshToken firstToken(String key, String passwordHash) {
        if (key == null || key.isEmpty()) {
            return RefreshToken.random();
        }
        return RefreshToken.of(IdempotencyKey.fingerprint(key, passwordHash), signingKey.mac(key + ' ' + passwordHash));
    }

    private static Issued issued(RowSet<Row> rows, RefreshToken token) {
        if (rows.size() == 0) {
            return null;
        }
        Row row = rows.iterator().next();
        return new Issued(User.of(row), token, row.getLong("seconds"));
    }

    private Uni<Void> execute(String sql, Tuple parameters) {
        return database.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }

    private static Buffer hash(RefreshToken token) {
        return Buffer.buffer(token.hash());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
