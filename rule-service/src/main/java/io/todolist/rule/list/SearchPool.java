package io.todolist.rule.list;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.todolist.kit.postgres.DatabasePool;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the connections for searches, see application.properties. */
@Singleton
@ReactiveDataSource(SearchPool.NAME)
class SearchPool extends DatabasePool {
    static final String NAME = "search";

    SearchPool(@ConfigProperty(name = "todolist.connect-timeout", defaultValue = "500ms") Duration limit) {
        super(limit);
    }
}
