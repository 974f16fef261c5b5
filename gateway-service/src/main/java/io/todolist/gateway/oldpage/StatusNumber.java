package io.todolist.gateway.oldpage;

import io.quarkiverse.resteasy.problem.validation.Violation;
import io.todolist.gateway.api.TodoBodies.Status;
import io.todolist.kit.http.BadInput;

/** The old page counts the statuses from 0 in their order, and writes numbers also as text. */
final class StatusNumber {
    private StatusNumber() {}

    static int of(Status status) {
        return status.ordinal();
    }

    static Status status(String number, Violation.In in) {
        for (Status status : Status.values()) {
            if (String.valueOf(of(status)).equals(number.strip())) {
                return status;
            }
        }
        throw BadInput.of(in, "status", "must be 0, 1, 2 or 3");
    }
}
