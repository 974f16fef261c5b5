package io.todolist.kit.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.validation.ConstraintViolation;
import java.util.List;
import java.util.Set;

/** A 400 problem (RFC 9457) that names the fields, in the form that Bean Validation gives at the resource methods. */
public final class BadInput {
    private BadInput() {}

    public static HttpProblem of(Violation.In in, String field, String message) {
        return of(List.of(in.field(field).message(message)));
    }

    public static <T> HttpProblem ofBody(Set<ConstraintViolation<T>> violations) {
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
