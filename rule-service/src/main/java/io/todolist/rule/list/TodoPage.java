package io.todolist.rule.list;

import io.todolist.rule.todo.Todo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a list.
 *
 * @param items fewer than asked for where these have as much text as an answer has room for, unless the page was asked for by
 *     number
 * @param total how many todos the whole list has; where these must be counted (the bin, a search, days) and the page was not
 *     asked for by number, at most {@value Selection#COUNTED_AT_MOST}
 * @param totalIsExact false if there are more than {@code total}
 * @param page number of this page, from 1, if it was asked for by number
 * @param next the cursor of the next page, or null at the end
 */
@Schema(requiredProperties = {"items", "total", "totalIsExact", "size", "next"})
record TodoPage(
        List<Todo> items,
        long total,
        boolean totalIsExact,
        int size,
        @Schema(nullable = true) Integer page,
        @Schema(nullable = true) String next) {

    /** @param found one more than asked for if there is a next page */
    static TodoPage byCursor(ListRequest request, List<Todo> found, long total, boolean exact) {
        List<Todo> items = Todo.fitting(found.subList(0, Math.min(found.size(), request.size())));
        boolean more = found.size() > items.size();
        return new TodoPage(items, total, exact, request.size(), null, more ? next(request, items) : null);
    }

    static TodoPage byNumber(ListRequest request, List<Todo> items, long total, Place place) {
        String next = place.isLast() || items.isEmpty() ? null : next(request, items);
        return new TodoPage(items, total, true, request.size(), place.page(), next);
    }

    private static String next(ListRequest request, List<Todo> items) {
        return Cursor.behind(request.order(), items.get(items.size() - 1)).toString();
    }
}
