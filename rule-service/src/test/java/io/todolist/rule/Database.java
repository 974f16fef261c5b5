package io.todolist.rule;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.time.Instant;

/** The service's own database, for what would take too long by HTTP; also there when the packaged service is tested. */
final class Database {
    /** As in application.properties. */
    static final int PORT = 15481;

    static final Pool POOL = Pool.pool(
            Vertx.vertx(),
            new PgConnectOptions()
                    .setHost("localhost")
                    .setPort(PORT)
                    .setDatabase("postgres")
                    .setUser("postgres")
                    .setPassword("postgres")
                    .addProperty("application_name", "test"),
            new PoolOptions().setMaxSize(2));

    private Database() {}

    /** Waits for what the service does by itself. */
    static Row await(String sql, Object... values) {
        Instant end = Instant.now().plusSeconds(20);
        do {
            RowIterator<Row> rows = run(sql, values).iterator();
            if (rows.hasNext()) {
                return rows.next();
            }
        } while (Instant.now().isBefore(end));
        throw new AssertionError("There is still no row: " + sql);
    }

    static RowSet<Row> run(String sql, Object... values) {
        return POOL.preparedQuery(sql).execute(Tuple.from(values)).await().atMost(Duration.ofMinutes(1));
    }
}
