package io.todolist.rule.todo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import jakarta.inject.Singleton;

/** The connections for changes, see application.properties. */
@Singleton
@ReactiveDataSource(ChangePool.NAME)
public class ChangePool extends FairPool {
    public static final String NAME = "change";

    ChangePool(Config config) {
        super(config);
    }
}
