package io.todolist.gateway.edge;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import java.util.List;

/** A 400 that names the field, in the shape of bean validation's. */
public final class BadInput {

    private BadInput() {}

    public static HttpProblem of(Violation.In in, String field, String message) {
        return HttpProblem.builder()
                .withStatus(400)
                .withTitle("Bad Request")
                .with("violations", List.of(in.field(field).message(message)))
                .build();
    }
}
