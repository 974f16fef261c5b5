package io.todolist.gateway.oldpage;

import io.quarkiverse.resteasy.problem.validation.Violation;
import io.todolist.gateway.edge.BadInput;

/** The old page counts them from 0 in this order, and writes numbers also as text. */
enum Status {
    CLOSED,
    IN_PROGRESS,
    DONE,
    PAUSED;

    int number() {
        return ordinal();
    }

    static Status numbered(String number, Violation.In in) {
        for (Status status : values()) {
            if (String.valueOf(status.number()).equals(number.strip())) {
                return status;
            }
        }
        throw BadInput.of(in, "status", "must be 0, 1, 2 or 3");
    }
}
