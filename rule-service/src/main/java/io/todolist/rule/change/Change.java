package io.todolist.rule.change;

import io.todolist.kit.http.IdempotencyKey;
import io.todolist.rule.todo.Bin;
import io.todolist.rule.todo.Device;
import io.todolist.rule.todo.Status;
import io.todolist.rule.todo.Todo;
import io.todolist.rule.todo.TodoInput;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What can be done to one todo and, by the same statement, to many.
 *
 * @param sql with the owner as $1, ids as $2, the fingerprint of the key as $3, versions as $4 and the device as $5
 * @param values of $6, $7, ...
 * @param meaning what tells it from another change with the same key
 */
public record Change(String sql, List<Object> values, List<Object> meaning) {
    /** Until the transaction ends, nothing else that needs the same owner's turn happens. */
    public static final String TURN = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String OPEN = "t.deleted_at is null";
    private static final String ALWAYS = "true";

    private static final String EDITED =
            """
            (coalesce($6, t.name), coalesce($7, t.description), coalesce($8::smallint, t.status),
             case when $9 then $10 else t.due end)""";

    private static final String EDIT = statement(
            OPEN,
            """
            (name, description, status, due) = %s,
            done_at = case when coalesce($8, t.status) = t.status then t.done_at when $8 = %d then now() end"""
                    .formatted(EDITED, Status.DONE.ordinal()),
            "(t.name, t.description, t.status, t.due) is distinct from " + EDITED);

    private static final String MOVE = statement(OPEN, "position = $6", ALWAYS);

    public static final Change DELETE =
            new Change(statement(OPEN, "deleted_at = now()", ALWAYS), List.of(), List.of("delete"));

    /** A todo comes back to its old place, which may be in a gap that a move is about to use: so it waits for its turn. */
    public static final Change RESTORE = new Change(
            statement("todo t, (%s) turn".formatted(TURN), "t.deleted_at >= " + Bin.START, "deleted_at = null", ALWAYS),
            List.of(),
            List.of("restore"));

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
        return new Change(EDIT, values, meaning);
    }

    public static Change become(Status status) {
        return edit(Set.of("status"), new TodoInput(null, null, status, null));
    }

    public static Change moveTo(BigDecimal position, List<Object> meaning) {
        return new Change(MOVE, Collections.singletonList(position), meaning);
    }

    /** What is kept of a key with each todo that it has changed. */
    public Buffer fingerprint(String key) {
        return key == null ? null : Buffer.buffer(IdempotencyKey.fingerprint(key, meaning.toArray()));
    }

    private static String statement(String state, String assignments, String differs) {
        return statement("todo t", state, assignments, differs);
    }

    /**
     * The todos are locked in the order of their ids, so that two statements which want the same ones never wait for each
     * other in a ring, and are looked at only when all are locked: whoever held them before is done, and what they were when
     * the statement began does not matter. A change that came with a key is noted even where it makes no difference, because
     * by the time of its repetition it could make one.
     *
     * @param from todos, and what has to come before they are locked
     * @param state the condition of the todos that can be changed
     * @param differs the condition that it makes a todo another one, with a new version
     */
    private static String statement(String from, String state, String assignments, String differs) {
        return """
                with locked as (
                  select t.* from %1$s where t.owner = $1 and t.id = any($2) and %6$s order by t.id for update of t),
                meant as (
                  select t.*, coalesce(t.done @> array[$3::bytea], false) as repeated,
                         coalesce(t.version <> all($4::int[]), false) as stale
                  from locked t
                  where %2$s or coalesce(t.done @> array[$3::bytea], false)),
                changed as (
                  update todo t set %3$s,
                    version = t.version + case when %4$s then 1 else 0 end,
                    updated_at = case when %4$s then now() else t.updated_at end,
                    done = case when $3 is null then t.done else (array[$3] || t.done)[1:8] end
                  from meant m where t.id = m.id and not m.repeated and not m.stale
                  returning t.*)
                select %5$s, false as refused from changed t
                union all
                select %5$s, not t.repeated from meant t where t.repeated or t.stale
                order by id"""
                .formatted(from, state, assignments, differs, Todo.COLUMNS, Device.tell("$5"));
    }

    private static void add(String field, Object value, Set<String> named, List<Object> values, List<Object> meaning) {
        values.add(named.contains(field) ? value : null);
        if (named.contains(field)) {
            meaning.add(field);
            meaning.add(value);
        }
    }
}
