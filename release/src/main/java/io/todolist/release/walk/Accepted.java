package io.todolist.release.walk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;

/**
 * A difference that is meant.
 *
 * @param path as a replay names it, such as {@code GET /api/home todos.items[].due}
 * @param until the last day on which it is accepted, in UTC: by then the current version has it, too
 */
@RegisterForReflection
public record Accepted(String path, String reason, LocalDate until) {
    public Accepted {
        Plan.need(path != null && !path.isBlank(), "accept: path: as a replay names it");
        Plan.need(reason != null && !reason.isBlank(), "accept: reason: of " + path);
        Plan.need(until != null, "accept: until: the last day for " + path);
    }
}
