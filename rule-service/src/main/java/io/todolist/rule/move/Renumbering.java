package io.todolist.rule.move;

import io.smallrye.mutiny.Uni;
import io.todolist.rule.move.Window.Neighbour;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Makes room in a gap: neighbours get new places in the same order. For their owners nothing changes, so neither do their
 * versions. A reader between two pages, with a cursor among these neighbours, may see some of them twice or not at all, as
 * somebody may who reads on while todos are moved; what lies outside is where it was. What comes back from the bin has its
 * old place, which may be among other neighbours now.
 */
record Renumbering(SqlConnection transaction, String owner) {
    /** Neighbours on each side at first; twice as many, until there is room. */
    private static final int FEW = 32;

    private static final String SIDE =
            """
            select t.id, t.position from todo t, (select position, id from todo where owner = $1 and id = $3) a
            where t.owner = $1 and t.deleted_at is null and t.id <> $2 and (t.position, t.id) %1$s (a.position, a.id)
            order by t.position %2$s, t.id %2$s limit $4""";

    /** Locked in the order of their ids together with what is moved, as by every other change of several todos. */
    private static final String RENUMBER =
            """
            with locked as (
              select t.id, new.position from todo t join unnest($3::uuid[], $4::numeric[]) as new (id, position) on t.id = new.id
              where t.owner = $1 order by t.id for update of t)
            update todo t set position = l.position from locked l where t.id = l.id and t.id <> $2""";

    /** @return the place of what is moved */
    Uni<BigDecimal> around(Move move, UUID moved) {
        return around(move, moved, FEW);
    }

    private Uni<BigDecimal> around(Move move, UUID moved, int each) {
        Tuple values = Tuple.of(owner, moved, move.neighbour(), each);
        return side(move.goesBefore() ? "<" : "<=", "desc", values)
                .chain(before -> side(move.goesBefore() ? ">=" : ">", "asc", values)
                        .chain(after -> {
                            Collections.reverse(before);
                            List<Neighbour> places = new Window(before, after, after.size() < each).spread(moved);
                            return places == null ? around(move, moved, 2 * each) : renumber(places, moved);
                        }));
    }

    private Uni<List<Neighbour>> side(String comparison, String direction, Tuple values) {
        return transaction
                .preparedQuery(SIDE.formatted(comparison, direction))
                .execute(values)
                .map(Renumbering::neighbours);
    }

    private Uni<BigDecimal> renumber(List<Neighbour> places, UUID moved) {
        return transaction
                .preparedQuery(RENUMBER)
                .execute(Tuple.tuple()
                        .addString(owner)
                        .addUUID(moved)
                        .addArrayOfUUID(places.stream().map(Neighbour::id).toArray(UUID[]::new))
                        .addValue(places.stream().map(Neighbour::position).toArray(BigDecimal[]::new)))
                .map(done -> places.stream()
                        .filter(one -> one.id().equals(moved))
                        .findFirst()
                        .orElseThrow()
                        .position());
    }

    private static List<Neighbour> neighbours(RowSet<Row> rows) {
        List<Neighbour> neighbours = new ArrayList<>(rows.size());
        rows.forEach(row -> neighbours.add(new Neighbour(row.getUUID("id"), row.getBigDecimal("position"))));
        return neighbours;
    }
}
