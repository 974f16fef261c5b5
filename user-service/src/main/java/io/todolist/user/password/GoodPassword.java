package io.todolist.user.password;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A password that may be chosen: 8 to 128 characters (code points), no NUL and no unpaired surrogate, none of the
 * 3,000 commonest and not made up of words of this product, whatever its case (NIST SP 800-63B, 3.1.1.2). {@code null} is
 * left to {@code @NotNull}.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = GoodPassword.Rules.class)
public @interface GoodPassword {
    String message() default "{todolist.password.characters}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Rules implements ConstraintValidator<GoodPassword, String> {
        /** Neither NUL nor an unpaired surrogate: \p{Cs} matches no other. */
        private static final String STORABLE = "[^\\x00\\p{Cs}]*";

        private static final int SHORTEST = 8;
        private static final int LONGEST = 128;

        @Override
        public boolean isValid(String password, ConstraintValidatorContext context) {
            if (password == null) {
                return true;
            }
            int length = password.codePointCount(0, password.length());
            if (length < SHORTEST || length > LONGEST) {
                return refuse("{todolist.password.length}", context);
            }
            if (!password.matches(STORABLE)) {
                return refuse("{todolist.password.characters}", context);
            }
            if (CommonPasswords.contain(password)) {
                return refuse("{todolist.password.common}", context);
            }
            return !OwnWords.makeUp(password) || refuse("{todolist.password.words}", context);
        }

        private static boolean refuse(String message, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
            return false;
        }
    }
}
