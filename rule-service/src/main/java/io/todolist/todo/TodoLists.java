package io.todolist.todo;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads lists. Nothing is asked for more often, so it is one SQL statement for a page and its total, and each row becomes
 * what goes over the wire: no entity is made, watched for changes and forgotten.
 */
@ApplicationScoped
class TodoLists {
    private final Pool pool;

    TodoLists(Pool pool) {
        this.pool = pool;
    }

    Uni<TodoPage> page(TodoFilter filter, ListRequest request) {
        Optional<Cursor> cursor = request.cursor();
        return request.page()
                .map(page -> byNumber(filter, request, page))
                .orElseGet(() -> byCursor(filter, request, cursor));
    }

    Uni<Counts> counts(String owner) {
        return query(
                        """
                        select c.*, (select count(*) from todo where owner = $1 and deleted_at >= $2) as deleted
                        from (select 1) as one left join todo_count c on c.owner = $1
                        """,
                        List.of(owner, TodoFilter.sql(Todos.binStart())))
                .map(rows -> Counts.from(rows.iterator().next()));
    }

    private Uni<TodoPage> byCursor(TodoFilter filter, ListRequest request, Optional<Cursor> cursor) {
        Order order = request.order();
        int size = request.size();
        List<Object> parameters = new ArrayList<>(filter.parameters());
        String where = filter.where();
        if (cursor.isPresent()) {
            parameters.add(TodoFilter.sql(cursor.get().key()));
            parameters.add(cursor.get().id());
            where += " and " + order.after("$" + (parameters.size() - 1), "$" + parameters.size());
        }
        // One more than asked for tells whether there is a next page.
        String sql = "select t.*, %s as total from todo t where %s %s limit %d"
                .formatted(filter.total(), where, order.clause(), size + 1);
        return query(sql, parameters).chain(rows -> total(rows, filter, cursor).map(total -> {
            List<TodoView> todos = views(rows);
            boolean more = todos.size() > size;
            return TodoPage.from(more ? todos.subList(0, size) : todos, total, request, null, more);
        }));
    }

    /** No row tells it: then the list is empty, or it ends in front of the cursor. */
    private Uni<Long> total(RowSet<Row> rows, TodoFilter filter, Optional<Cursor> cursor) {
        if (rows.size() > 0) {
            return Uni.createFrom().item(rows.iterator().next().getLong("total"));
        }
        return cursor.isPresent() ? total(filter) : Uni.createFrom().item(0L);
    }

    private Uni<Long> total(TodoFilter filter) {
        return query("select " + filter.total(), filter.parameters())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** A page of the second half is read from the end of the list, so that the last page is as near as the first. */
    private Uni<TodoPage> byNumber(TodoFilter filter, ListRequest request, int wanted) {
        return total(filter).chain(total -> {
            int size = request.size();
            long last = Math.max(1, (total + size - 1) / size);
            int page = (int) Math.min(wanted, last);
            long offset = (long) (page - 1) * size;
            long rows = Math.min(size, total - offset);
            boolean fromEnd = offset > total / 2;
            Order order = fromEnd ? request.order().reversed() : request.order();
            String sql = "select t.* from todo t where %s %s limit %d offset %d"
                    .formatted(
                            filter.where(),
                            order.clause(),
                            Math.max(rows, 0),
                            fromEnd ? total - offset - rows : offset);
            return query(sql, filter.parameters()).map(found -> {
                List<TodoView> todos = views(found);
                if (fromEnd) {
                    Collections.reverse(todos);
                }
                return TodoPage.from(todos, total, request, page, page < last && !todos.isEmpty());
            });
        });
    }

    private Uni<RowSet<Row>> query(String sql, List<Object> parameters) {
        return pool.preparedQuery(sql).execute(Tuple.from(parameters));
    }

    private static List<TodoView> views(RowSet<Row> rows) {
        List<TodoView> views = new ArrayList<>(rows.size());
        rows.forEach(row -> views.add(TodoView.from(row)));
        return views;
    }
}
