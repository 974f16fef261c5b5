package io.todolist.user.account;

import io.todolist.kit.http.IdempotencyKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/**
 * What is kept of a user.
 *
 * @param secondFactor whether signing in takes a code, too
 * @param done fingerprints of the latest changes that came with an Idempotency-Key: one of these was made already
 */
public record Account(User user, String passwordHash, boolean secondFactor, List<Buffer> done) {
    public static final String COLUMNS = User.COLUMNS + ", account.password_hash, account.done,"
            + " account.factor_since is not null as second_factor";

    /** An expression that puts the fingerprint in parameter $1 in front of {@code done}; {@code null} changes nothing. */
    public static final String DONE = "case when $1::bytea is null then done else (array[$1::bytea] || done)[1:8] end";

    public static Account of(Row row) {
        return new Account(
                User.of(row),
                row.getString("password_hash"),
                row.getBoolean("second_factor"),
                List.of(row.get(Buffer[].class, "done")));
    }

    public UUID id() {
        return user.id();
    }

    /** @return the fingerprint of a change, {@code null} of one without a key */
    public static Buffer fingerprint(String key, Object... request) {
        return key == null || key.isEmpty() ? null : Buffer.buffer(IdempotencyKey.fingerprint(key, request));
    }

    public boolean hasDone(Buffer fingerprint) {
        return fingerprint != null && done.contains(fingerprint);
    }

    Account withPasswordHash(String other) {
        return new Account(user, other, secondFactor, done);
    }

    @Override
    public String toString() {
        return "Account " + user.id();
    }
}
