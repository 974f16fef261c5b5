package io.todolist;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

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
}
