package io.todolist.todo;

import java.util.List;

/**
 * A part of a list.
 *
 * @param total how many todos the whole list has; where these must be counted (the bin, a search, days) and the page was not
 *     asked for by number, at most {@value TodoFilter#COUNTED_AT_MOST}
 * @param totalIsExact false if there are more than {@code total}
 * @param page number of this page, from 1, if it was asked for by number
 * @param next the cursor of the next page, or null at the end
 */
record TodoPage(List<TodoView> items, long total, boolean totalIsExact, int size, Integer page, String next) {

    static TodoPage from(
            List<TodoView> todos, long total, boolean exact, ListRequest request, Integer page, boolean more) {
        String next = more
                ? Cursor.behind(request.order(), todos.get(todos.size() - 1)).toString()
                : null;
        return new TodoPage(todos, total, exact, request.size(), page, next);
    }
}
