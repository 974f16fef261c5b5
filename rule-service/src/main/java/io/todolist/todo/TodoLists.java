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
    /** In front of a statement that is not to be kept, see {@link DatabasePool}. */
    static final String PLANNED_EACH_TIME = "/* planned each time */ ";

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
        String further = "";
        if (cursor.isPresent()) {
            parameters.add(TodoFilter.sql(cursor.get().key()));
            parameters.add(cursor.get().id());
            further = " and " + order.after("$" + (parameters.size() - 1), "$" + parameters.size());
        }
        String plan = plan(filter, order);
        String total = filter.boundedTotal(order);
        // One more than asked for tells whether there is a next page.
        String sql = plan + "select " + TodoView.COLUMNS + ", " + total + " as total from "
                + filter.first(size + 1, order, further) + " t " + order.clause() + " limit " + (size + 1);
        return query(sql, parameters).chain(rows -> total(rows, plan + "select " + total, filter, cursor)
                .map(counted -> {
                    List<TodoView> todos = views(rows);
                    boolean more = todos.size() > size;
                    boolean exact = filter.counted() || counted <= TodoFilter.COUNTED_AT_MOST;
                    return TodoPage.from(
                            more ? todos.subList(0, size) : todos,
                            exact ? counted : TodoFilter.COUNTED_AT_MOST,
                            exact,
                            request,
                            null,
                            more);
                }));
    }

    /** No row tells it: then the list is empty, or it ends in front of the cursor. */
    private Uni<Long> total(RowSet<Row> rows, String sql, TodoFilter filter, Optional<Cursor> cursor) {
        if (rows.size() > 0) {
            return Uni.createFrom().item(rows.iterator().next().getLong("total"));
        }
        return cursor.isPresent() ? number(sql, filter) : Uni.createFrom().item(0L);
    }

    private Uni<Long> number(String sql, TodoFilter filter) {
        return query(sql, filter.parameters())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * A page of the second half is read from the end of the list, so that the last page is as near as the first. What lies in
     * front of a page is counted off in the index alone.
     */
    private Uni<TodoPage> byNumber(TodoFilter filter, ListRequest request, int wanted) {
        Order order = request.order();
        String plan = plan(filter, order);
        return number(plan + "select " + filter.total(), filter).chain(total -> {
            int size = request.size();
            long last = Math.max(1, (total + size - 1) / size);
            int page = (int) Math.min(wanted, last);
            long offset = (long) (page - 1) * size;
            long rows = Math.min(size, total - offset);
            boolean fromEnd = offset > total / 2;
            String clause = (fromEnd ? order.reversed() : order).clause();
            List<Object> parameters = new ArrayList<>(filter.parameters());
            parameters.add(fromEnd ? total - offset - rows : offset);
            // The number of rows stands in the statement: where PostgreSQL must guess it, it plans each time anew.
            String rowIds = "select t.id from todo t where " + filter.where() + " " + clause + " limit "
                    + Math.max(rows, 0) + " offset $" + parameters.size();
            String sql = plan + "select " + TodoView.COLUMNS + " from todo t where t.id in (" + rowIds + ") " + clause;
            return query(sql, parameters).map(found -> {
                List<TodoView> todos = views(found);
                if (fromEnd) {
                    Collections.reverse(todos);
                }
                return TodoPage.from(todos, total, true, request, page, page < last && !todos.isEmpty());
            });
        });
    }

    /** How to find some of the todos depends on how many they are: then the plan is made for the values that are asked for. */
    private static String plan(TodoFilter filter, Order order) {
        return filter.counted() && (filter.ofAnyStatus() || order.key() == Order.Key.POSITION) ? "" : PLANNED_EACH_TIME;
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
