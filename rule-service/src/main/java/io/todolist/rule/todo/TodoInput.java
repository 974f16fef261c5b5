package io.todolist.rule.todo;

import io.todolist.kit.http.Text;
import jakarta.validation.constraints.NotEmpty;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.CodePointLength;

/**
 * The part of a todo that its owner writes.
 *
 * @param name 1 to 200 characters after trimming
 * @param description up to 10,000 characters, empty if missing
 * @param status in progress if missing
 * @param due the day it should be done by, or null
 */
@Schema(requiredProperties = "name", additionalProperties = Schema.False.class)
public record TodoInput(
        @Schema(minLength = 1, maxLength = 200, pattern = TodoInput.VISIBLE) @NotEmpty @CodePointLength(max = 200) @Text
                String name,
        @Schema(maxLength = 10_000, pattern = TodoInput.TEXT, nullable = true) @CodePointLength(max = 10_000) @Text
                String description,
        @Schema(nullable = true) Status status,
        @Schema(format = "date", pattern = CalendarDate.PATTERN, nullable = true) @CalendarDate LocalDate due) {

    /** {@link Text} as JSON Schema knows it. */
    public static final String TEXT = "^[^\\u0000]*$";

    /** Something else than white space, as Java's {@code strip} knows it. */
    static final String VISIBLE =
            "^[^\\u0000]*[^\\u0000\\t-\\r\\u001c-\\u001f \\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000][^\\u0000]*$";

    public TodoInput {
        name = name == null ? null : name.strip();
        description = description == null ? "" : description;
        status = status == null ? Status.IN_PROGRESS : status;
    }
}
