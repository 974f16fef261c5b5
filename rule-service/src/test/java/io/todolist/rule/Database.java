package io.todolist.rule;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;

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

    static RowSet<Row> run(String sql, Object... values) {
        return POOL.preparedQuery(sql).execute(Tuple.from(values)).await().atMost(Duration.ofMinutes(1));
    }
}
