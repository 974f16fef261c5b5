package io.todolist.user.account;

import io.todolist.kit.http.Text;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;

/** So many characters (code points), all of them of one form. Nothing looks at a text that is longer. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Characters.Rule.class)
public @interface Characters {
    int min() default 0;

    int max();

    /** A regular expression of Java. */
    String form() default Text.FORM;

    String message() default "{todolist.characters}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Rule implements ConstraintValidator<Characters, String> {
        private int min;
        private int max;
        private Pattern form;

        @Override
        public void initialize(Characters annotation) {
            min = annotation.min();
            max = annotation.max();
            form = Pattern.compile(annotation.form());
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            if (text == null) {
                return true;
            }
            // A character is one or two of Java's chars.
            return text.length() <= 2 * max
                    && text.codePointCount(0, text.length()) >= min
                    && text.codePointCount(0, text.length()) <= max
                    && form.matcher(text).matches();
        }
    }
}
