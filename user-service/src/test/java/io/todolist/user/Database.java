package io.todolist.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The service's own database, for what cannot be seen or changed by HTTP; also there when the packaged service is tested. */
public final class Database {
    /** As in application.properties. */
    static final int PORT = 15482;

    public static final Pool POOL = Pool.pool(
            Vertx.vertx(),
            new PgConnectOptions()
                    .setHost("localhost")
                    .setPort(PORT)
                    .setDatabase("postgres")
                    .setUser("postgres")
                    .setPassword("postgres"),
            new PoolOptions().setMaxSize(2));

    private Database() {}

    /** The first row. */
    public static Row row(String sql, Object... parameters) {
        return POOL.preparedQuery(sql)
                .executeAndAwait(Tuple.from(List.of(parameters)))
                .iterator()
                .next();
    }

    /** @return the number of rows */
    public static int update(String sql, Object... parameters) {
        return POOL.preparedQuery(sql)
                .executeAndAwait(Tuple.from(List.of(parameters)))
                .rowCount();
    }

    /** The tables that have it in any column, as it is or in a form that leads back to it without effort. */
    public static List<String> tablesWith(String secret) {
        return tablesWith(secret, secret.getBytes(UTF_8));
    }

    public static List<String> tablesWith(byte[] secret) {
        return tablesWith("there is no such text", secret);
    }

    private static List<String> tablesWith(String text, byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        String base64url = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        List<String> found = new ArrayList<>();
        for (Row table : POOL.query("select tablename from pg_tables where schemaname = 'public'")
                .executeAndAwait()) {
            String name = table.getString(0);
            // The text of a row has bytes in hexadecimal digits, those in arrays, too.
            String sql =
                    """
                    select count(*) from %s as one where exists (
                      select from unnest(array[$1, $2, $3, $4]::text[]) as form where strpos(one::text, form) > 0)
                    """
                            .formatted(name);
            if (row(sql, text, hex, base64, base64url).getLong(0) > 0) {
                found.add(name);
            }
        }
        return found;
    }
}
