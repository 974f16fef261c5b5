package io.todolist.user.account;

import io.todolist.kit.postgres.UuidV7;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/**
 * An account that is about to be made.
 *
 * @param done the fingerprint of its registration, {@code null} if that has no key
 */
public record NewAccount(UUID id, UserName name, String email, String passwordHash, boolean admin, Buffer done) {
    private static final String INSERT_FROM =
            """
            insert into account (id, name, name_key, email, password_hash, admin, created_at, version, done)
            select $1::uuid, $2, $3, $4, $5, $6::boolean, date_trunc('milliseconds', now()), 0,
              array_remove(array[$7::bytea], null)
            %s
            on conflict (name_key) do nothing
            returning *
            """;

    /** No row when somebody has the name, also when two ask for it at the same moment. Its parameters are the first seven. */
    public static final String INSERT = INSERT_FROM.formatted("");

    /** No row, too, when the first administrator was made before. */
    static final String INSERT_FIRST_ADMIN =
            """
            with made as (
              insert into first_admin select where not exists (select from account where name_key = $3)
              on conflict do nothing returning true)
            """
                    + INSERT_FROM.formatted("from made");

    public static NewAccount of(UserName name, String email, String passwordHash, Buffer done) {
        return new NewAccount(UuidV7.next(), name, email, passwordHash, false, done);
    }

    static NewAccount ofAdmin(UserName name, String passwordHash) {
        return new NewAccount(UuidV7.next(), name, null, passwordHash, true, null);
    }

    public Tuple parameters() {
        return Tuple.tuple()
                .addUUID(id)
                .addString(name.text())
                .addString(name.key())
                .addString(email)
                .addString(passwordHash)
                .addBoolean(admin)
                .addValue(done);
    }

    @Override
    public String toString() {
        return "NewAccount " + id;
    }
}
