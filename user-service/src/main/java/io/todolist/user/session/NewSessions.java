package io.todolist.user.session;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.user.account.Account;
import io.todolist.user.account.Accounts;
import io.todolist.user.account.NewAccount;
import io.todolist.user.account.User;
import io.todolist.user.audit.Source;
import io.todolist.user.mail.Mails;
import io.todolist.user.mail.Pauses;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Begins sessions: makes a family of refresh tokens and its first one. */
@ApplicationScoped
class NewSessions {
    /**
     * Nothing when the password was changed, or a second factor turned on, since it was proved: that change waits for this statement, or this for that. And
     * nothing when the family is there already and its first token was used, or is over. Of a new device the owner is told,
     * but no more than once in 10 minutes.
     */
    private static final String OPEN =
            """
            with proved as (
              select id, case when email = verified_email then email end as told from account
              where id = $1 and password_hash = $2 and (factor_since is not null) = $9 for share),
            family as (
              insert into refresh_family (id, account_id, token_hash, rotated_at, expires_at, ends_at, address, device)
              select $3::uuid, id, $4::bytea, now(), now() + make_interval(secs => least($5::float8, $6)),
                now() + make_interval(secs => $6), $7, $8 from proved
              on conflict (id) do update set token_hash = excluded.token_hash
                where refresh_family.previous_hash is null and refresh_family.expires_at > now()
              returning extract(epoch from expires_at - now())::bigint as seconds),
            pause as (
              insert into mail_pause as running (key, until)
              select %s, now() + interval '10 minutes' from proved, family where told is not null and $10::uuid is not null
              on conflict (key) do update set until = excluded.until where running.until <= now()
              returning 1),
            notice as (insert into mail (id, account_id, kind, address, language, device, source)
              select $10, id, 'new-device', told, $11, $8, $7 from proved, pause)
            select seconds from family
            """
                    .formatted(Pauses.key("'new-device ' || id"));

    private static final String REGISTER =
            """
            with account as (%s),
            family as (insert into refresh_family (id, account_id, token_hash, rotated_at, expires_at, ends_at, address, device)
              select $8::uuid, id, $9::bytea, now(), now() + make_interval(secs => least($10::float8, $11)),
                now() + make_interval(secs => $11), $12, $13 from account
              returning extract(epoch from expires_at - now())::bigint as seconds),
            verification as (insert into mail (id, account_id, kind, address, language)
              select $14::uuid, id, 'verify-email', email, $15 from account where email is not null and $14 is not null)
            select seconds, %s from account, family
            """
                    .formatted(NewAccount.INSERT, User.COLUMNS);

    static final String END_ALL = "delete from refresh_family where account_id = $1";

    private final Pool database;
    private final Accounts accounts;
    private final SigningKey signingKey;
    private final Mails mails;
    private final Source source;
    private final double idle;
    private final double longest;

    NewSessions(
            Pool database, Accounts accounts, SigningKey signingKey, Mails mails, SessionConfig config, Source source) {
        this.database = database;
        this.accounts = accounts;
        this.signingKey = signingKey;
        this.mails = mails;
        this.source = source;
        idle = config.idle().toMillis() / 1000.0;
        longest = config.longest().toMillis() / 1000.0;
    }

    /**
     * With a key that came before: the same token again, as long as it is unused.
     *
     * @return {@code null} when the password was changed, or the account deleted, since it was proved
     */
    Uni<Issued> open(Account proved, String key) {
        return open(proved, key, null);
    }

    /** The owner is told by mail. */
    Uni<Issued> openOnNewDevice(Account proved, String key) {
        return open(proved, key, mails.newId()).invoke(mails::send);
    }

    private Uni<Issued> open(Account proved, String key, UUID notice) {
        return open(proved, firstToken(key, proved.passwordHash()), notice, database)
                .onItem()
                .ifNull()
                // The key's one was used: whoever has proved the password gets another session.
                .switchTo(() -> open(proved, RefreshToken.random(), notice, database));
    }

    /** @return {@code null} when somebody has the name */
    Uni<Issued> register(NewAccount account, String key) {
        RefreshToken token = firstToken(key, account.passwordHash());
        return database.preparedQuery(REGISTER)
                .execute(family(account.parameters(), token)
                        .addUUID(mails.newId())
                        .addString(mails.language()))
                .invoke(mails::send)
                .map(rows -> Issued.from(rows, token));
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
                                .chain(() -> open(account, firstToken(key, hash), null, transaction))))
                .invoke(mails::send);
    }

    private Uni<Issued> open(Account proved, RefreshToken token, UUID notice, SqlClient client) {
        return client.preparedQuery(OPEN)
                .execute(family(Tuple.of(proved.id(), proved.passwordHash()), token)
                        .addBoolean(proved.secondFactor())
                        .addUUID(notice)
                        .addString(mails.language()))
                .map(rows -> rows.size() == 0 ? null : new Issued(proved.user(), token, Issued.seconds(rows)));
    }

    private Tuple family(Tuple account, RefreshToken token) {
        return account.addUUID(token.family())
                .addValue(token.hash())
                .addDouble(idle)
                .addDouble(longest)
                .addString(source.address())
                .addString(source.device());
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
}
