package io.todolist.rule.move;

import io.todolist.rule.change.Change;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a todo goes in the manual order: directly before or directly after another one. */
@Schema(minProperties = 1, maxProperties = 1, additionalProperties = Schema.False.class)
record Move(UUID before, UUID after) {

    boolean hasOneNeighbour() {
        return (before == null) != (after == null);
    }

    UUID neighbour() {
        return before == null ? after : before;
    }

    boolean goesBefore() {
        return before != null;
    }

    Change to(BigDecimal place) {
        return Change.moveTo(place, List.of(goesBefore() ? "before" : "after", neighbour()));
    }
}
