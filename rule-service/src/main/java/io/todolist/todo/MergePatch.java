package io.todolist.todo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Set;

/**
 * JSON Merge Patch (RFC 7396) of what an owner writes of a todo: only the named fields change, null stands for a field's
 * default. The result is held against the same rules as a new todo.
 */
@Singleton
class MergePatch {
    private final ObjectMapper json;
    private final Validator validator;

    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    TodoInput apply(Todo todo, ObjectNode patch) {
        ObjectNode merged = json.valueToTree(TodoInput.from(todo));
        merged.setAll(patch);
        try {
            TodoInput input = json.treeToValue(merged, TodoInput.class);
            Set<ConstraintViolation<TodoInput>> violations = validator.validate(input);
            if (!violations.isEmpty()) {
                throw BadInput.ofBody(violations);
            }
            return input;
        } catch (JsonProcessingException e) {
            throw Errors.problem(e);
        }
    }
}
