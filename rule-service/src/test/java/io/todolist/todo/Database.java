package io.todolist.todo;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service's own database, for what would take too long by HTTP; also there when the packaged service is tested. */
final class Database {
    static final Pool POOL = Pool.pool(
            Vertx.vertx(),
            new PgConnectOptions()
                    .setHost("localhost")
                    .setPort(ConfigProvider.getConfig()
                            .getValue("%test.quarkus.embedded.postgresql.port", Integer.class))
                    .setDatabase("postgres")
                    .setUser("postgres")
                    .setPassword("postgres"),
            new PoolOptions().setMaxSize(2));

    private Database() {}
}
