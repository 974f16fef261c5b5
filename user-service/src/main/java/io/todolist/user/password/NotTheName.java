package io.todolist.user.password;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A new password that is not the user's name. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NotTheName.Rule.class)
public @interface NotTheName {
    /** The field that the violation names. */
    String field();

    String message() default "{todolist.password.name}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Who chooses what. */
    interface Choice {
        String name();

        String newPassword();
    }

    class Rule implements ConstraintValidator<NotTheName, Choice> {
        private String field;

        @Override
        public void initialize(NotTheName annotation) {
            field = annotation.field();
        }

        @Override
        public boolean isValid(Choice choice, ConstraintValidatorContext context) {
            if (choice.name() == null || !choice.name().equalsIgnoreCase(choice.newPassword())) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode(field)
                    .addConstraintViolation();
            return false;
        }
    }
}
