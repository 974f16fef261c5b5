package io.todolist.user.morning;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.ZoneId;

/** A region of the IANA's time zone database, as browsers name theirs. */
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TimeZone.Rule.class)
@interface TimeZone {
    String message() default "{todolist.time-zone}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Rule implements ConstraintValidator<TimeZone, String> {
        private static final int LONGEST = 64;

        @Override
        public boolean isValid(String name, ConstraintValidatorContext context) {
            return name == null
                    || name.length() <= LONGEST && ZoneId.getAvailableZoneIds().contains(name);
        }
    }
}
