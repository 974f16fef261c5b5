package io.todolist.user.session;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.postgres.Leftovers;
import io.todolist.user.account.User;
import io.todolist.user.audit.SecurityLog;
import io.todolist.user.audit.SecurityLog.Event;
import io.todolist.user.audit.Source;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
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
    /** Requests with one token queue up for the family's row; those behind the first find another hash in it. */
    private static final String ROTATE =
            """
            update refresh_family set previous_hash = token_hash, token_hash = $3, nonce = $4, rotated_at = now(),
              expires_at = least(now() + make_interval(secs => $5), ends_at), address = $6, device = $7
            from account
            where refresh_family.id = $1 and token_hash = $2 and expires_at > now() and account.id = account_id
            returning extract(epoch from expires_at - now())::bigint as seconds, %s
            """
                    .formatted(User.COLUMNS);

    private static final String IN_GRACE =
            "previous_hash = $2 and rotated_at > now() - make_interval(secs => $3) and expires_at > now()";

    /** The family lives on only if this token is the previous one, in its grace. One row in any case. */
    private static final String REPEAT_OR_END =
            """
            with ended as (delete from refresh_family where id = $1 and (%1$s) is not true returning account_id, expires_at)
            select ended.account_id as robbed, same.* from (values (1)) as always
            left join ended on ended.expires_at > now()
            left join (select nonce, extract(epoch from expires_at - now())::bigint as seconds, %2$s
              from refresh_family join account on account.id = account_id
              where refresh_family.id = $1 and %1$s) as same on true
            """
                    .formatted(IN_GRACE, User.COLUMNS);

    private static final String END = "delete from refresh_family where id = $1 returning account_id";
    private static final String END_OTHERS = "delete from refresh_family where account_id = $1 and id <> $2";
    private static final String END_ALL = "delete from refresh_family where account_id = $1";

    private static final String FORGET =
            """
            delete from refresh_family where id in (select id from refresh_family
              where expires_at < now() order by expires_at limit %d for update skip locked)
            """
                    .formatted(BATCH);

    private final Pool database;
    private final SecurityLog security;
    private final Source source;
    private final double idle;
    private final double grace;

    RefreshFamilies(Pool database, SessionConfig config, SecurityLog security, Source source) {
        this.database = database;
        this.security = security;
        this.source = source;
        idle = config.idle().toMillis() / 1000.0;
        grace = config.grace().toMillis() / 1000.0;
    }

    /** @return {@code null} when the token is unknown, expired, or used before; in the last case the family has ended */
    Uni<Issued> redeem(RefreshToken token) {
        byte[] nonce = RefreshToken.newSecret();
        RefreshToken next = token.successor(nonce);
        Tuple parameters = Tuple.tuple()
                .addUUID(token.family())
                .addValue(token.hash())
                .addValue(next.hash())
                .addValue(Buffer.buffer(nonce))
                .addDouble(idle)
                .addString(source.address())
                .addString(source.device());
        return database.preparedQuery(ROTATE)
                .execute(parameters)
                .map(rows -> Issued.from(rows, next))
                .onItem()
                .ifNull()
                .switchTo(() -> repeatOrEnd(token));
    }

    Uni<Void> end(RefreshToken token) {
        return database.preparedQuery(END)
                .execute(Tuple.of(token.family()))
                .invoke(rows ->
                        rows.forEach(row -> security.log(Event.SIGNED_OUT, row.getUUID("account_id"), token.session())))
                .replaceWithVoid();
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

    private Uni<Issued> repeatOrEnd(RefreshToken token) {
        return database.preparedQuery(REPEAT_OR_END)
                .execute(Tuple.of(token.family(), token.hash(), grace))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    if (row.getUUID("robbed") != null) {
                        security.log(Event.SPENT_TOKEN_USED, row.getUUID("robbed"), token.session());
                    }
                    var nonce = row.getBuffer("nonce");
                    return nonce == null ? null : Issued.from(rows, token.successor(nonce.getBytes()));
                });
    }

    private Uni<Void> execute(String sql, Tuple parameters) {
        return database.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }
}
