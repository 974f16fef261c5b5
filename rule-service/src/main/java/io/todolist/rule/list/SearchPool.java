package io.todolist.rule.list;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.todolist.rule.todo.FairPool;
import jakarta.inject.Singleton;

/** The connections for searches, see application.properties. */
@Singleton
@ReactiveDataSource(SearchPool.NAME)
class SearchPool extends FairPool {
    static final String NAME = "search";

    SearchPool(Config config) {
        super(config);
    }
}
