package io.todolist.rule.todo;

import io.todolist.kit.http.Text;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/**
 * The part of a todo that its owner writes.
 *
 * @param name 1 to 200 characters after trimming
 * @param description up to 10,000 characters, empty if missing
 * @param status in progress if missing
 * @param due the day it should be done by, or null
 */
public record TodoInput(
        @NotEmpty @Size(max = 200) @Text String name,
        @Size(max = 10_000) @Text String description,
        @NotNull Status status,
        @CalendarDate LocalDate due) {

    public TodoInput {
        name = name == null ? null : name.strip();
        description = description == null ? "" : description;
        status = status == null ? Status.IN_PROGRESS : status;
    }
}
