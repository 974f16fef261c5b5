package io.todolist.rule.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.todolist.rule.todo.Todo;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.UUID;

/**
 * The place in a list behind a todo: the order, that todo's sort key and its id. It stays good when todos are added,
 * changed or deleted, and needs nothing kept on the server. On the wire it is opaque.
 */
record Cursor(Order order, Object key, UUID id) {

    static Cursor behind(Order order, Todo todo) {
        return new Cursor(order, order.key().value.apply(todo), todo.id());
    }

    /** @throws IllegalArgumentException if it is none of ours or belongs to a list in another order */
    static Cursor parse(String text, Order order) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 3);
        if (parts.length != 3 || !parts[0].equals(order.toString())) {
            throw new IllegalArgumentException("not a cursor of a list sorted by " + order);
        }
        try {
            return new Cursor(order, order.key().parse.apply(parts[2]), UUID.fromString(parts[1]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String toString() {
        String text = order + " " + id + " " + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
