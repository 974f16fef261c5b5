package io.todolist.todo;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A page costs the same whether its owner has 1,000 todos or 100 times as many. */
@QuarkusTest
class LongListTest {
    private static final int SHORT = 1_000;
    private static final int LONG = 100_000;

    private final Person few = new Person();
    private final Person many = new Person();

    @Test
    void aPageOfALongListCostsWhatOneOfAShortListCosts() {
        fill(few, SHORT);
        fill(many, LONG);
        for (String sort : new String[] {"position", "-name", "due", "-created", "updated"}) {
            same("first page by " + sort, () -> "?sort=" + sort, () -> "?sort=" + sort);
            String shortNext = few.list("?size=100&sort=" + sort).extract().path("next");
            String longNext = many.list("?size=100&sort=" + sort).extract().path("next");
            same(
                    "next page by " + sort,
                    () -> "?sort=" + sort + "&after=" + shortNext,
                    () -> "?sort=" + sort + "&after=" + longNext);
        }
        same("one status", () -> "?status=PAUSED", () -> "?status=PAUSED");
        same("last page", () -> "?page=" + SHORT, () -> "?page=" + LONG);
        many.list("").body("total", equalTo(LONG));
    }

    /** Medians of interleaved requests. Reading the whole list would be about 100 times as slow; noise is not 4 times. */
    private void same(String what, Supplier<String> shortQuery, Supplier<String> longQuery) {
        int rounds = 15;
        long[] shortTimes = new long[rounds];
        long[] longTimes = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            shortTimes[i] = time(few, shortQuery.get());
            longTimes[i] = time(many, longQuery.get());
        }
        long shortMedian = median(shortTimes);
        long longMedian = median(longTimes);
        assertTrue(
                longMedian < 4 * shortMedian,
                () -> what + ": " + longMedian / 1000 + " µs instead of " + shortMedian / 1000 + " µs");
    }

    private static long time(Person person, String query) {
        long start = System.nanoTime();
        person.request().get("/todos" + query).then().statusCode(200);
        return System.nanoTime() - start;
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private void fill(Person person, int todos) {
        Database.POOL
                .preparedQuery(
                        """
                        insert into todo (id, owner, name, description, status, due, position,
                                          created_at, updated_at, version)
                        select gen_random_uuid(), $1, 'todo ' || i, '', i % 4, current_date + i % 365, i,
                               now() - i * interval '1 second', now() - i * interval '1 second', 0
                        from generate_series(1, $2) as i
                        """)
                .execute(Tuple.of(person.id, todos))
                .chain(() -> Database.POOL.query("analyze todo").execute())
                .await()
                .indefinitely();
    }
}
