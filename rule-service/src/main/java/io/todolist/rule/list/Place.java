package io.todolist.rule.list;

import io.quarkiverse.resteasy.problem.validation.Violation;
import io.todolist.kit.http.BadInput;

/**
 * Where a page that was asked for by number is in its list. One of the second half is read from the end, so that the last
 * page is as near as the first. What lies between is counted off in an index, which costs the more the farther it is: a page
 * in the middle of a long list can be reached by cursor only.
 *
 * @param offset of its first todo, from the end that is nearer
 */
record Place(int page, boolean isLast, boolean fromEnd, long offset, long rows) {
    /** Todos between a page and the nearer end of its list, at most. */
    static final int FARTHEST = 10_000;

    /** A number beyond the last page means the last page. */
    static Place of(int wanted, int size, long total) {
        long last = Math.max(1, (total + size - 1) / size);
        int page = (int) Math.min(wanted, last);
        long before = (long) (page - 1) * size;
        long rows = Math.max(0, Math.min(size, total - before));
        boolean fromEnd = before > total / 2;
        long offset = fromEnd ? total - before - rows : before;
        if (offset > FARTHEST) {
            throw BadInput.of(
                    Violation.In.query,
                    "page",
                    "is more than " + FARTHEST + " todos away from both ends of the list; use 'after' to get there");
        }
        return new Place(page, page == last, fromEnd, offset, rows);
    }
}
