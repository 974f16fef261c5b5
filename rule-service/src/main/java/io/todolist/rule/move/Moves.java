package io.todolist.rule.move;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.todolist.rule.change.Change;
import io.todolist.rule.change.Changes;
import io.todolist.rule.todo.ChangePool;
import io.todolist.rule.todo.FairPool;
import io.todolist.rule.todo.Todo;
import io.todolist.rule.todo.Todos;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * Moves todos in the manual order. A move changes one row, until there is no room left in a gap: then some neighbours get
 * new places. Moves of one owner come one after the other, so that each sees what the one before has done, and so does what
 * comes back from the bin; creations read nothing of the list and go on meanwhile.
 */
@Singleton
class Moves {
    /** What is moved stays, and so does what it is moved to, until the move is done. */
    private static final String LOCK = "select from todo where owner = $1 and id in ($2, $3) order by id for update";

    /** Both sides of the gap; what is moved takes no part in it. */
    private static final String GAP =
            """
            select a.position as place, n.position as neighbour,
              (select t.done @> array[$4::bytea] from todo t where t.owner = $1 and t.id = $2) as repeated
            from (select 1) as one
            left join todo a on a.owner = $1 and a.id = $3 and a.deleted_at is null
            left join lateral (
              select t.position from todo t
              where t.owner = $1 and t.deleted_at is null and t.id <> $2 and (t.position, t.id) %1$s (a.position, a.id)
              order by t.position %2$s, t.id %2$s limit 1) n on true""";

    private static final String GAP_BEFORE = GAP.formatted("<", "desc");
    private static final String GAP_AFTER = GAP.formatted(">", "asc");

    private final FairPool connections;
    private final Changes changes;

    Moves(@ReactiveDataSource(ChangePool.NAME) FairPool connections, Changes changes) {
        this.connections = connections;
        this.changes = changes;
    }

    Uni<Todo> make(Move move, String owner, UUID id, String key) {
        return connections.use(
                owner,
                pool -> pool.withTransaction(transaction -> transaction
                        .preparedQuery(Change.TURN)
                        .execute(Tuple.of(owner))
                        .chain(() -> transaction.preparedQuery(LOCK).execute(Tuple.of(owner, id, move.neighbour())))
                        .chain(() -> place(transaction, move, owner, id, key))
                        .chain(place -> changes.make(transaction, move.to(place), owner, id, key))));
    }

    private static Uni<BigDecimal> place(SqlConnection transaction, Move move, String owner, UUID id, String key) {
        return transaction
                .preparedQuery(move.goesBefore() ? GAP_BEFORE : GAP_AFTER)
                .execute(Tuple.of(owner, id, move.neighbour(), move.to(null).fingerprint(key)))
                .map(found -> found.iterator().next())
                .chain(gap -> {
                    BigDecimal place = place(move, id, gap);
                    return place != null || isRepeated(gap)
                            ? Uni.createFrom().item(place)
                            : new Renumbering(transaction, owner).around(move, id);
                });
    }

    /** Null where there is no room. */
    private static BigDecimal place(Move move, UUID id, Row gap) {
        BigDecimal place = gap.getBigDecimal("place");
        BigDecimal neighbour = gap.getBigDecimal("neighbour");
        if (place == null && !isRepeated(gap)) {
            throw Todos.missing();
        }
        if (place == null || move.neighbour().equals(id)) {
            return place;
        }
        return move.goesBefore() ? new Gap(neighbour, place).middle() : new Gap(place, neighbour).middle();
    }

    /** A todo that it was moved to may be gone by the time of a repetition. */
    private static boolean isRepeated(Row gap) {
        return Boolean.TRUE.equals(gap.getBoolean("repeated"));
    }
}
