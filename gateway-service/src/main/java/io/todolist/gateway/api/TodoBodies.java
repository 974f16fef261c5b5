package io.todolist.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The bodies of rule-service. The gateway passes them on as they are; these records say in the OpenAPI document what they
 * look like, and the old page's API reads some of them.
 */
public interface TodoBodies {
    enum Status {
        CLOSED,
        IN_PROGRESS,
        DONE,
        PAUSED
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Todo(
            String id,
            String name,
            String description,
            Status status,
            String due,
            String position,
            String createdAt,
            String updatedAt,
            String doneAt,
            String deletedAt,
            int version) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record TodoPage(List<Todo> items, long total, boolean totalIsExact, int size, Integer page, String next) {}

    record Counts(Map<Status, Long> byStatus, long total, long deleted) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NewTodo(String name, String description, Status status, String due) {}

    /** Fields that are missing keep their value. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TodoChange(String name, String description, Status status, String due) {}

    record Ids(List<UUID> ids) {}
}
