package io.todolist.rule.list;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.todolist.rule.todo.FairPool;
import io.todolist.rule.todo.Todo;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads lists. Nothing is asked for more often, so a page, its total and the counts are one SQL statement. */
@Singleton
class Lists {
    private final Pool pool;
    private final FairPool searches;

    /**
     * @param pool keeps a statement's plan whatever the values are
     * @param searches makes it for the values that are asked for, see application.properties
     */
    Lists(Pool pool, @ReactiveDataSource(SearchPool.NAME) FairPool searches) {
        this.pool = pool;
        this.searches = searches;
    }

    Uni<TodoPage> page(String owner, ListRequest request) {
        return read(owner, request, false).map(Home::todos);
    }

    Uni<Home> home(String owner, ListRequest request) {
        return read(owner, request, true);
    }

    Uni<Counts> counts(String owner) {
        return pool.preparedQuery("select " + Counts.COLUMNS + " from " + Counts.TABLE)
                .execute(Tuple.of(owner))
                .map(rows -> Counts.from(first(rows)));
    }

    private Uni<Home> read(String owner, ListRequest request, boolean withCounts) {
        Selection selection = new Selection(owner, request.filter());
        return request.page() == null
                ? byCursor(selection, request, withCounts)
                : byNumber(selection, request, withCounts);
    }

    /** One row at least, which tells the total. */
    private Uni<Home> byCursor(Selection selection, ListRequest request, boolean withCounts) {
        Order order = request.order();
        List<Object> values = new ArrayList<>(selection.values());
        String further = "";
        if (request.after() != null) {
            values.add(Selection.sql(request.after().key()));
            values.add(request.after().id());
            further = " and " + order.after("$" + (values.size() - 1), "$" + values.size());
        }
        String limit = order.clause() + " limit " + (request.size() + 1);
        String sql = "select h.*, " + Todo.COLUMNS
                + " from (" + head(selection.boundedTotal(order), withCounts) + ") h left join (select t.* from "
                + selection.first(request.size() + 1, order, further) + " t " + limit + ") t on true " + limit;
        return query(selection, order, sql, values).map(rows -> {
            long counted = first(rows).getLong("total");
            boolean exact = selection.isCounted() || counted <= Selection.COUNTED_AT_MOST;
            long total = exact ? counted : Selection.COUNTED_AT_MOST;
            return new Home(TodoPage.byCursor(request, todos(rows), total, exact), counts(rows, withCounts));
        });
    }

    private Uni<Home> byNumber(Selection selection, ListRequest request, boolean withCounts) {
        Order order = request.order();
        return query(selection, order, head(selection.total(), withCounts), selection.values())
                .chain(head -> {
                    long total = first(head).getLong("total");
                    Place place = Place.of(request.page(), request.size(), total);
                    return todos(selection, order, place)
                            .map(todos -> new Home(
                                    TodoPage.byNumber(request, todos, total, place), counts(head, withCounts)));
                });
    }

    private Uni<List<Todo>> todos(Selection selection, Order order, Place place) {
        String clause = (place.fromEnd() ? order.reversed() : order).clause();
        List<Object> values = new ArrayList<>(selection.values());
        values.add(place.offset());
        // What lies in front of these rows is counted off in the index alone.
        String ids = "select t.id from todo t where " + selection.where() + " " + clause + " limit " + place.rows()
                + " offset $" + values.size();
        String sql = "select " + Todo.COLUMNS + " from todo t where t.id in (" + ids + ") " + clause;
        return query(selection, order, sql, values).map(rows -> {
            List<Todo> todos = todos(rows);
            if (place.fromEnd()) {
                Collections.reverse(todos);
            }
            return todos;
        });
    }

    private static String head(String total, boolean withCounts) {
        String counts = withCounts ? ", " + Counts.COLUMNS + " from " + Counts.TABLE : "";
        return "select " + total + " as total" + counts;
    }

    private Uni<RowSet<Row>> query(Selection selection, Order order, String sql, List<Object> values) {
        return selection.isSearch(order)
                ? searches.use(selection.owner(), some -> query(some, sql, values))
                : query(pool, sql, values);
    }

    private static Uni<RowSet<Row>> query(Pool pool, String sql, List<Object> values) {
        return pool.preparedQuery(sql).execute(Tuple.from(values));
    }

    private static Counts counts(RowSet<Row> rows, boolean wanted) {
        return wanted ? Counts.from(first(rows)) : null;
    }

    private static Row first(RowSet<Row> rows) {
        return rows.iterator().next();
    }

    private static List<Todo> todos(RowSet<Row> rows) {
        List<Todo> todos = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (row.getUUID("id") != null) {
                todos.add(Todo.from(row));
            }
        }
        return todos;
    }
}
