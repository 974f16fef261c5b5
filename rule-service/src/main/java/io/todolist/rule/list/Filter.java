package io.todolist.rule.list;

import io.todolist.rule.todo.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * Which of an owner's todos a list is made of. What is null or empty does not matter.
 *
 * @param bin what was deleted and can be restored, instead of all the others
 * @param text in the name or the description, in any case
 * @param updatedFrom and {@code updatedUntil} begin and end of a day
 */
record Filter(
        boolean bin,
        Set<Status> statuses,
        String text,
        String name,
        String description,
        Instant updatedFrom,
        Instant updatedUntil,
        LocalDate dueFrom,
        LocalDate dueTo) {}
