package io.todolist.gateway.oldpage;

import io.todolist.gateway.api.TodoBodies.Status;
import io.todolist.gateway.api.TodoBodies.Todo;

/**
 * A todo as a row of the old page's table.
 *
 * @param key the todo's id
 * @param status 0 closed, 1 in progress, 2 done, 3 paused
 * @param updatedAt ISO 8601
 * @param createdAt ISO 8601
 * @param progress percent
 */
record Item(
        String key,
        boolean disabled,
        String href,
        String avatar,
        String name,
        String owner,
        String desc,
        int callNo,
        int status,
        String updatedAt,
        String createdAt,
        int progress) {

    /** A grey disc: the page shows a picture, and ours has none of anybody. */
    static final String AVATAR = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 2'%3E"
            + "%3Ccircle cx='1' cy='1' r='1' fill='%23999'/%3E%3C/svg%3E";

    static Item from(Todo todo, String owner) {
        return new Item(
                todo.id(),
                false,
                "/list",
                AVATAR,
                todo.name(),
                owner,
                todo.description(),
                0,
                StatusNumber.of(todo.status()),
                todo.updatedAt(),
                todo.createdAt(),
                todo.status() == Status.DONE ? 100 : 0);
    }
}
