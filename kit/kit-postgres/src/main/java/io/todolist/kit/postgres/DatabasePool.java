package io.todolist.kit.postgres;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * A pool whose connections have time limits for locks, statements and transactions; how many wait for a connection is limited,
 * too. What a limit ends has done nothing, and is a 503 with Retry-After (see {@link DatabaseErrors}). A service with a second
 * pool has a subclass of this for it, qualified by its name.
 */
@Singleton
public class DatabasePool implements PgPoolCreator {

    /** All shorter than the 10 s that the gateway waits for an answer. The migration has no limits. */
    @ConfigMapping(prefix = "todolist.database")
    public interface Config {
        /**
         * For a connection. While a database moves, its address may lead nowhere for a moment; Vert.x would wait there for a
         * minute, though it is long back.
         */
        @WithDefault("500ms")
        Duration connectTimeout();

        /** For a row or table that another transaction holds. */
        @WithDefault("2s")
        Duration lockTimeout();

        /** For a statement in all. */
        @WithDefault("8s")
        Duration statementTimeout();

        /** Between two statements of a transaction; then PostgreSQL closes the connection, and what it held is free. */
        @WithDefault("5s")
        Duration idleInTransactionTimeout();

        /** How many may wait for a connection; who comes then is refused at once. */
        @WithDefault("256")
        int mostWaiting();
    }

    private final Config config;

    protected DatabasePool(Config config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(this::limit);
        return PgBuilder.pool()
                .with(input.poolOptions().setMaxWaitQueueSize(config.mostWaiting()))
                .connectingTo(List.copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    private void limit(PgConnectOptions options) {
        options.addProperty("lock_timeout", millis(config.lockTimeout()))
                .addProperty("statement_timeout", millis(config.statementTimeout()))
                .addProperty("idle_in_transaction_session_timeout", millis(config.idleInTransactionTimeout()))
                .setConnectTimeout((int) config.connectTimeout().toMillis());
    }

    private static String millis(Duration limit) {
        return String.valueOf(limit.toMillis());
    }
}
