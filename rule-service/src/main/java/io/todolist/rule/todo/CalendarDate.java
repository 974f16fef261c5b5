package io.todolist.rule.todo;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.LocalDate;

/** A date of the years 1 to 9998, as a calendar shows it; Java's own dates reach beyond what PostgreSQL stores. */
@Constraint(validatedBy = CalendarDate.Check.class)
@Retention(RetentionPolicy.RUNTIME)
public @interface CalendarDate {
    /** As JSON Schema knows it. */
    String PATTERN = "^(?!0000|9999)\\d{4}-\\d{2}-\\d{2}$";

    String message() default "{todo.date}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Check implements ConstraintValidator<CalendarDate, LocalDate> {
        @Override
        public boolean isValid(LocalDate date, ConstraintValidatorContext context) {
            return date == null || isCalendarDate(date);
        }

        public static boolean isCalendarDate(LocalDate date) {
            return date.getYear() >= 1 && date.getYear() <= 9998;
        }
    }
}
