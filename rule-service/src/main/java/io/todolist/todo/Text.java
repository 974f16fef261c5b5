package io.todolist.todo;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Text that PostgreSQL can store and UTF-8 can carry: no NUL, no unpaired surrogate (what {@code Cs} matches in Java). */
@Pattern(regexp = Text.FORM, message = "{todo.text}")
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@interface Text {
    String FORM = "[^\\x00\\p{Cs}]*";

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
