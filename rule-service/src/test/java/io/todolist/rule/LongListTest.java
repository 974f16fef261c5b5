package io.todolist.rule;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A page is the same work for the database whether its owner has 1,000 todos or 100 times as many. */
@QuarkusTest
@TestInstance(PER_CLASS)
class LongListTest {
    private static final int SHORT = 1_000;
    private static final int LONG = 100_000;

    /** PostgreSQL makes a plan for the average owner when a statement has come for the sixth time, if at all. */
    private static final int TIMES = 8;

    private final Person few = new Person();
    private final Person many = new Person();

    @BeforeAll
    void lists() {
        // Its reading would count as the service's.
        Database.run("alter table todo set (autovacuum_enabled = false)");
        Database.run("alter table todo_count set (autovacuum_enabled = false)");
        // Among many owners of few todos: what suits them says nothing of a long list.
        fill(UUID.randomUUID() + "-", 1_000, 20);
        fill(few.id, 1, SHORT);
        fill(many.id, 1, LONG);
        // What was just written is not yet in the index of texts, without this.
        Database.run("vacuum analyze todo");
    }

    @Test
    void aPageOfALongListIsTheWorkOfOneOfAShortList() {
        for (String sort : List.of("position", "-name", "due", "-created", "updated")) {
            same("first page by " + sort, person -> "?sort=" + sort);
            Map<Person, String> next = Map.of(few, next(few, sort), many, next(many, sort));
            same("next page by " + sort, person -> "?sort=" + sort + "&after=" + next.get(person));
        }
        for (String query : List.of(
                "?status=PAUSED",
                "?status=IN_PROGRESS,PAUSED",
                "?status=IN_PROGRESS,PAUSED&sort=-position",
                "?status=IN_PROGRESS,PAUSED&sort=name",
                "?q=ODO",
                "?q=%E5%BE%85",
                "?q=odo&status=PAUSED",
                "?dueFrom=2000-01-01&sort=due")) {
            same(query, person -> query);
        }
        same("last page", person -> "?page=" + (person == few ? SHORT : LONG));
    }

    @Test
    void aSearchForWhatFewTodosHaveReadsThoseFew() {
        for (Person person : List.of(few, many)) {
            Database.run(
                    "update todo set name = 'needle' where id = (select id from todo where owner = $1 limit 1)",
                    person.id);
        }
        same("?q=needle", person -> "?q=needle");
    }

    @Test
    void aPageByNumberIsNearOneOfTheEnds() {
        for (String near : List.of("?size=100&page=101", "?size=100&page=900", "?size=1&page=10001", "?page=99999")) {
            many.list(near).statusCode(200).body("total", equalTo(LONG));
        }
        for (String far : List.of("?size=100&page=102", "?size=100&page=899", "?size=1&page=10002", "?page=2500")) {
            many.list(far)
                    .statusCode(400)
                    .body("violations[0].field", equalTo("page"))
                    .body("violations[0].in", equalTo("query"))
                    .body("violations[0].message", allOf(containsString("10000"), containsString("'after'")));
        }
        few.list("?page=25").statusCode(200).body("page", equalTo(25));
    }

    @Test
    void totalsOfLongListsAreKnown() {
        many.list("").body("total", equalTo(LONG)).body("totalIsExact", equalTo(true));
        many.list("?q=odo").body("total", equalTo(100)).body("totalIsExact", equalTo(false));
    }

    /** Reading the whole list would be about 100 times the work; an index of a long list is a level or two deeper. */
    private void same(String what, Function<Person, String> query) {
        long shortWork = work(few, query.apply(few));
        long longWork = work(many, query.apply(many));
        assertTrue(
                longWork <= 2 * shortWork,
                () -> what + ": " + longWork + " blocks of the database instead of " + shortWork);
    }

    /** Blocks that the database reads, from memory or disk; a server process tells that at its end. */
    private static long work(Person person, String query) {
        // What this test itself has done is told now, and not while the service is measured.
        Database.run("select pg_stat_force_next_flush()");
        Database.run("select pg_stat_reset()");
        for (int i = 0; i < TIMES; i++) {
            person.list(query).statusCode(200);
        }
        endServerProcesses();
        long blocks = Database.await(
                        """
                        select sum(heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit)::bigint
                        from pg_statio_user_tables where relname in ('todo', 'todo_count')""")
                .getLong(0);
        awaitService(person);
        return blocks;
    }

    /** Waits for the end of those that there are. The service's cleaning may open the next one at any moment. */
    private static void endServerProcesses() {
        Database.run(
                """
                select pg_terminate_backend(pid, 10000) from pg_stat_activity
                where backend_type = 'client backend' and application_name <> 'test'""");
    }

    /** It may still believe in connections that are gone; the bin is read by one for searches. */
    private static void awaitService(Person person) {
        Instant end = Instant.now().plusSeconds(20);
        while (person.list("?size=1").extract().statusCode()
                        + person.list("?deleted=true").extract().statusCode()
                != 400) {
            assertTrue(Instant.now().isBefore(end), "The service does not come back");
        }
    }

    private static String next(Person person, String sort) {
        return person.list("?size=100&sort=" + sort).extract().path("next");
    }

    /** @param owner the whole of it if it is one, else its beginning */
    private void fill(String owner, int owners, int todos) {
        Database.run(
                """
                insert into todo (id, owner, name, description, status, due, position,
                                  created_at, updated_at, version)
                select gen_random_uuid(), $1 || case $2 when 1 then '' else n::text end, 'todo 待办 ' || i, '',
                       case i % 10 when 0 then 1 when 5 then 3 else 2 end, current_date + i % 365, i,
                       now() - i * interval '1 second', now() - i * interval '1 second', 0
                from generate_series(1, $2) as n, generate_series(1, $3) as i
                """,
                owner, owners, todos);
    }
}
