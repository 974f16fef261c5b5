package io.todolist.rule.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.todolist.kit.http.BadInput;
import io.todolist.kit.http.Problems;
import io.todolist.rule.todo.TodoInput;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.HashSet;
import java.util.Set;

/**
 * JSON Merge Patch (RFC 7396) of what an owner writes of a todo: only the named fields change, null stands for a field's
 * default. No rule is about two fields, so the named ones are held against those of a new todo.
 */
@Singleton
class MergePatch {
    private final ObjectMapper json;
    private final Validator validator;

    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    Change change(ObjectNode patch) {
        TodoInput input = read(patch);
        Set<ConstraintViolation<TodoInput>> violations = new HashSet<>(validator.validate(input));
        violations.removeIf(one -> !patch.has(one.getPropertyPath().toString()));
        if (!violations.isEmpty()) {
            throw BadInput.ofBody(violations);
        }
        Set<String> named = new HashSet<>();
        patch.fieldNames().forEachRemaining(named::add);
        return Change.edit(named, input);
    }

    private TodoInput read(ObjectNode patch) {
        try {
            return json.treeToValue(patch, TodoInput.class);
        } catch (JsonProcessingException e) {
            throw Problems.of(e);
        }
    }
}
