package io.todolist.rule;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
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
        // Among many owners of few todos: what suits them says nothing of a long list.
        fill(UUID.randomUUID() + "-", 1_000, 20);
        fill(few.id, 1, SHORT);
        fill(many.id, 1, LONG);
        for (String sort : new String[] {"position", "-name", "due", "-created", "updated"}) {
            same("first page by " + sort, () -> "?sort=" + sort, () -> "?sort=" + sort);
            String shortNext = few.list("?size=100&sort=" + sort).extract().path("next");
            String longNext = many.list("?size=100&sort=" + sort).extract().path("next");
            same(
                    "next page by " + sort,
                    () -> "?sort=" + sort + "&after=" + shortNext,
                    () -> "?sort=" + sort + "&after=" + longNext);
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
            same(query, () -> query, () -> query);
        }
        same("last page", () -> "?page=" + SHORT, () -> "?page=" + LONG);
        many.list("").body("total", equalTo(LONG)).body("totalIsExact", equalTo(true));
        many.list("?q=odo").body("total", equalTo(100)).body("totalIsExact", equalTo(false));
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

    /** @param owner the whole of it if it is one, else its beginning */
    private void fill(String owner, int owners, int todos) {
        Database.POOL
                .preparedQuery(
                        """
                        insert into todo (id, owner, name, description, status, due, position,
                                          created_at, updated_at, version)
                        select gen_random_uuid(), $1 || case $2 when 1 then '' else n::text end, 'todo 待办 ' || i, '',
                               case i % 10 when 0 then 1 when 5 then 3 else 2 end, current_date + i % 365, i,
                               now() - i * interval '1 second', now() - i * interval '1 second', 0
                        from generate_series(1, $2) as n, generate_series(1, $3) as i
                        """)
                .execute(Tuple.of(owner, owners, todos))
                .chain(() -> Database.POOL.query("analyze todo").execute())
                .await()
                .indefinitely();
    }
}
