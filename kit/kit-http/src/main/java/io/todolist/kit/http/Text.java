package io.todolist.kit.http;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Text that PostgreSQL can store and UTF-8 can carry: no NUL, no unpaired surrogate (what {@code Cs} matches in Java). */
@Pattern(regexp = Text.FORM)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({METHOD, FIELD, PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Text {
    String FORM = "[^\\x00\\p{Cs}]*";

    String message() default "{io.todolist.kit.http.Text.message}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
