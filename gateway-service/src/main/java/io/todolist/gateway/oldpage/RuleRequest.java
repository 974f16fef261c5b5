package io.todolist.gateway.oldpage;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkiverse.resteasy.problem.validation.Violation;
import io.todolist.gateway.api.TodoBodies.NewTodo;
import io.todolist.gateway.api.TodoBodies.Status;
import io.todolist.gateway.api.TodoBodies.TodoChange;
import io.todolist.kit.http.BadInput;
import io.todolist.kit.http.Text;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the old page wants of its list: one body for creating, updating and deleting, told apart by {@code method}. Keys
 * and status may be text or numbers.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RuleRequest(
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Object> key,
        @Text String name,
        @Text String desc,
        Object status,
        String method)
        implements OldBody {

    /** As rule-service has it; here before each of them is looked at. */
    private static final int MOST_KEYS = 1_000;

    /** The ids among the keys; a key that is no id is one of something gone. */
    List<UUID> ids() {
        if (key == null) {
            throw BadInput.of(Violation.In.body, "key", "must not be missing");
        }
        if (key.size() > MOST_KEYS) {
            throw BadInput.of(Violation.In.body, "key", "must not be more than " + MOST_KEYS);
        }
        return key.stream()
                .map(String::valueOf)
                .map(RuleRequest::id)
                .flatMap(Optional::stream)
                .toList();
    }

    NewTodo creation() {
        return new NewTodo(name, desc, Status.IN_PROGRESS, null);
    }

    TodoChange change() {
        boolean unchanged = status == null || status.equals("");
        return new TodoChange(
                name, desc, unchanged ? null : StatusNumber.status(integer(status), Violation.In.body), null);
    }

    /** JSON's 2.0 is a 2. */
    private static String integer(Object value) {
        return value instanceof Double number && number == number.intValue()
                ? String.valueOf(number.intValue())
                : String.valueOf(value);
    }

    private static Optional<UUID> id(String key) {
        try {
            return Optional.of(UUID.fromString(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
