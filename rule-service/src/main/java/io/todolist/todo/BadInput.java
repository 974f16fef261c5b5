package io.todolist.todo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.validation.ConstraintViolation;
import java.util.List;
import java.util.Set;

/** A 400 problem that names the fields, in the same form as those of Bean Validation at the resource methods. */
final class BadInput {
    private BadInput() {}

    static HttpProblem of(Violation... violations) {
        return of(List.of(violations));
    }

    static <T> HttpProblem ofBody(Set<ConstraintViolation<T>> violations) {
        return of(violations.stream()
                .map(one -> Violation.In.body
                        .field(one.getPropertyPath().toString())
                        .message(one.getMessage()))
                .toList());
    }

    private static HttpProblem of(List<Violation> violations) {
        return HttpProblem.builder()
                .withStatus(400)
                .withTitle("Bad Request")
                .with("violations", violations)
                .build();
    }
}
