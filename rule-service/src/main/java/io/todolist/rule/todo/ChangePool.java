package io.todolist.rule.todo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.todolist.kit.postgres.DatabasePool;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The connections for changes, see application.properties. */
@Singleton
@ReactiveDataSource(ChangePool.NAME)
public class ChangePool extends DatabasePool {
    public static final String NAME = "change";

    ChangePool(Config config) {
        super(config);
    }

    @Produces
    @Singleton
    @ReactiveDataSource(NAME)
    FairPool shared(
            @ReactiveDataSource(NAME) Pool pool,
            @ConfigProperty(name = "quarkus.datasource." + NAME + ".reactive.max-size") int connections,
            Vertx vertx) {
        return new FairPool(pool, connections, vertx);
    }
}
