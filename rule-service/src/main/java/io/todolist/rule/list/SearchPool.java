package io.todolist.rule.list;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.todolist.kit.postgres.DatabasePool;
import jakarta.inject.Singleton;

/** The connections for searches, see application.properties. */
@Singleton
@ReactiveDataSource(SearchPool.NAME)
class SearchPool extends DatabasePool {
    static final String NAME = "search";

    SearchPool(Config config) {
        super(config);
    }
}
