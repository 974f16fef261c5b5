package io.todolist.rule.change;

import io.todolist.kit.http.IdempotencyKey;
import io.todolist.rule.todo.Bin;
import io.todolist.rule.todo.Status;
import io.todolist.rule.todo.TodoInput;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What can be done to one todo and, by the same SQL, to many.
 *
 * @param state the SQL condition of the todos that it can be done to
 * @param assignments in SQL; their values are $5, $6, ...
 * @param differs the SQL condition that it makes a todo another one, with a new version
 * @param meaning what tells it from another change with the same key
 */
public record Change(
        String state, String assignments, String differs, List<Object> values, List<Object> meaning) {
    private static final String OPEN = "t.deleted_at is null";
    private static final String ALWAYS = "true";

    public static final Change DELETE = new Change(OPEN, "deleted_at = now()", ALWAYS, List.of(), List.of("delete"));

    public static final Change RESTORE =
            new Change("t.deleted_at >= " + Bin.START, "deleted_at = null", ALWAYS, List.of(), List.of("restore"));

    private static final String EDITED =
            """
            (coalesce($5, t.name), coalesce($6, t.description), coalesce($7::smallint, t.status),
             case when $8 then $9 else t.due end)""";

    private static final String EDIT =
            """
            (name, description, status, due) = %s,
            done_at = case when coalesce($7, t.status) = t.status then t.done_at when $7 = %d then now() end"""
                    .formatted(EDITED, Status.DONE.ordinal());

    private static final String EDIT_DIFFERS = "(t.name, t.description, t.status, t.due) is distinct from " + EDITED;

    /** @param named the fields that change; the others stay as they are */
    static Change edit(Set<String> named, TodoInput input) {
        List<Object> values = new ArrayList<>();
        List<Object> meaning = new ArrayList<>(List.of("edit"));
        add("name", input.name(), named, values, meaning);
        add("description", input.description(), named, values, meaning);
        add("status", input.status(), named, values, meaning);
        values.add(named.contains("due"));
        add("due", input.due(), named, values, meaning);
        values.replaceAll(value -> value instanceof Status status ? status.number() : value);
        return new Change(OPEN, EDIT, EDIT_DIFFERS, values, meaning);
    }

    public static Change become(Status status) {
        return edit(Set.of("status"), new TodoInput(null, null, status, null));
    }

    public static Change moveTo(BigDecimal position, List<Object> meaning) {
        return new Change(OPEN, "position = $5", ALWAYS, Collections.singletonList(position), meaning);
    }

    /** What is kept of a key with each todo that it has changed. */
    public Buffer fingerprint(String key) {
        return key == null ? null : Buffer.buffer(IdempotencyKey.fingerprint(key, meaning.toArray()));
    }

    private static void add(
            String field, Object value, Set<String> named, List<Object> values, List<Object> meaning) {
        values.add(named.contains(field) ? value : null);
        if (named.contains(field)) {
            meaning.add(field);
            meaning.add(value);
        }
    }
}
