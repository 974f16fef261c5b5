package io.todolist.kit.postgres;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A pool of the database, with a time limit for connecting. While a database moves, its address may lead nowhere for a
 * moment; whoever connected then would wait for Vert.x' default of a minute, though it is long back. A service with a second
 * pool has a subclass of this for it, qualified by its name.
 */
@Singleton
public class DatabasePool implements PgPoolCreator {
    private final Duration limit;

    protected DatabasePool(@ConfigProperty(name = "todolist.connect-timeout", defaultValue = "500ms") Duration limit) {
        this.limit = limit;
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(options -> options.setConnectTimeout((int) limit.toMillis()));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
