package io.todolist.rule.list;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.todolist.kit.postgres.DatabasePool;
import io.todolist.rule.todo.FairPool;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The connections for searches, see application.properties. */
@Singleton
@ReactiveDataSource(SearchPool.NAME)
class SearchPool extends DatabasePool {
    static final String NAME = "search";

    SearchPool(Config config) {
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
