package io.todolist.release.command;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The project's release.yaml.
 *
 * @param services in the order of their releases: one that calls others comes after them
 */
@RegisterForReflection
record Order(List<String> services) {
    Order {
        if (services == null || services.isEmpty()) {
            throw new IllegalArgumentException("services: names at least one");
        }
        services = List.copyOf(services);
    }
}
