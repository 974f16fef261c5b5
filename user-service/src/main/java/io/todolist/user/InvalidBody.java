package io.todolist.user;

import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.validation.ConstraintViolation;
import java.util.List;
import java.util.Set;

/** A body that breaks a rule which only shows after its parameter was validated: 400 in the same shape. */
public class InvalidBody extends HttpValidationProblem {
    private static final long serialVersionUID = 1;

    InvalidBody(String field, String message) {
        this(List.of(Violation.In.body.field(field).message(message)));
    }

    private InvalidBody(List<Violation> violations) {
        super(400, "Constraint Violation", violations);
    }

    public static <T> void throwIfAny(Set<ConstraintViolation<T>> violations) {
        if (!violations.isEmpty()) {
            throw new InvalidBody(
                    violations.stream().map(InvalidBody::violation).toList());
        }
    }

    private static Violation violation(ConstraintViolation<?> violation) {
        return Violation.In.body.field(violation.getPropertyPath().toString()).message(violation.getMessage());
    }
}
