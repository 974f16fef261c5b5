package io.todolist.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The triggers go other ways for a statement of one todo than of several (V8__history.sql), and must do the same. */
@QuarkusTest
class OneOrSeveralTest {
    private static final int TODOS = 40;

    /** Each todo by its number in another way: all four statuses, texts longer and shorter, due days, to the bin and back. */
    private static final List<String> CHANGES = List.of(
            "status = (status + position::int) % 4",
            "name = left(name || repeat('买', position::int % 3), 200), description = repeat('x', position::int % 5)",
            "due = case position::int % 3 when 0 then null when 1 then date '2030-01-01' + position::int else due end",
            "deleted_at = case when position::int % 2 = 0 then now() end, status = position::int % 4",
            "deleted_at = case when position::int % 3 = 0 then now() end, name = 'Milk ' || position",
            "position = position + 0");

    private final Person ann = new Person();
    private final Person ben = new Person();

    @Test
    void totalsAndHistoryAreTheSame() {
        add(ann, 1, TODOS);
        IntStream.rangeClosed(1, TODOS).forEach(number -> add(ben, number, number));
        assertEquals(totals(ann), totals(ben));
        for (String change : CHANGES) {
            Database.run("update todo set " + change + " where owner = $1", ann.id);
            IntStream.rangeClosed(1, TODOS)
                    .forEach(number -> Database.run(
                            "update todo set " + change + " where owner = $1 and position = $2::int", ben.id, number));
            assertEquals(totals(ann), totals(ben), change);
            assertEquals(history(ann), history(ben), change);
        }
        assertTrue(history(ann).size() > 3 * TODOS, history(ann)::toString);
        assertEquals(counted(ann), totals(ann));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name = ''", "name = repeat('x', 201)", "description = repeat('x', 10001)", "status = 4"})
    void whatDoesNotFitIsRefused(String change) {
        add(ann, 1, 2);
        for (int last = 1; last <= 2; last++) {
            String sql = "update todo set " + change + " where owner = $1 and position <= " + last;
            PgException refusal = assertThrows(PgException.class, () -> Database.run(sql, ann.id));
            // check_violation
            assertEquals("23514", refusal.getSqlState(), refusal::getMessage);
        }
    }

    @Test
    void noneIsAddedThatDoesNotFit() {
        for (int last = 1; last <= 2; last++) {
            int until = last;
            PgException refusal = assertThrows(PgException.class, () -> add(ann, "", 1, until));
            assertEquals("23514", refusal.getSqlState(), refusal::getMessage);
        }
    }

    @Test
    void aStatementOfNoneDoesNothing() {
        add(ann, 1, 1);
        List<List<Object>> before = history(ann);
        Database.run("update todo set status = 2 where owner = $1 and false", ann.id);
        assertEquals(before, history(ann));
    }

    private static void add(Person person, int first, int last) {
        add(person, "Todo", first, last);
    }

    private static void add(Person person, String name, int first, int last) {
        Database.run(
                """
                insert into todo (id, owner, name, description, status, position, created_at, updated_at, deleted_at, version)
                select gen_random_uuid(), $1, $2, '', n % 4, n, now(), now(), case when n % 5 = 0 then now() end, 0
                from generate_series($3::int, $4::int) n""",
                person.id, name, first, last);
    }

    private static List<Object> totals(Person person) {
        return rows(
                        """
                        select closed, in_progress, done, paused, todos, bytes from todo_count where owner = $1""",
                        person)
                .get(0);
    }

    private static List<Object> counted(Person person) {
        return rows(
                        """
                        select count(*) filter (where status = 0 and deleted_at is null),
                               count(*) filter (where status = 1 and deleted_at is null),
                               count(*) filter (where status = 2 and deleted_at is null),
                               count(*) filter (where status = 3 and deleted_at is null),
                               count(*), sum(octet_length(name) + octet_length(description))
                        from todo where owner = $1""",
                        person)
                .get(0);
    }

    /** Of all todos, in the order of their numbers. */
    private static List<List<Object>> history(Person person) {
        return rows(
                """
                select t.position::text, e.type, e.payload::text from event e join todo t on t.id::text = e.aggregateid
                where e.owner = $1 order by t.position, e.transaction, e.position""",
                person);
    }

    private static List<List<Object>> rows(String sql, Person person) {
        List<List<Object>> rows = new ArrayList<>();
        for (Row row : Database.run(sql, person.id)) {
            rows.add(IntStream.range(0, row.size()).mapToObj(row::getValue).toList());
        }
        return rows;
    }
}
