package io.todolist.rule;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConcurrencyTest {
    private final Person ann = new Person();
    private final ExecutorService threads = Executors.newFixedThreadPool(20);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void hundredParallelWritersLoseNothing() throws Exception {
        together(100, i -> ann.added("todo " + i));
        ann.list("?size=100").body("total", equalTo(100)).body("items.size()", equalTo(100));
    }

    @Test
    void parallelChangesOfDifferentFieldsAllSurvive() throws Exception {
        for (int round = 0; round < 10; round++) {
            String id = ann.added("start");
            List<Map<String, String>> changes = List.of(
                    Map.of("name", "new name"),
                    Map.of("description", "new description"),
                    Map.of("status", "PAUSED"),
                    Map.of("due", "2030-01-01"));
            together(
                    4,
                    i -> ann.patch(id, changes.get(i)).statusCode(200).extract().path("id"));
            ann.get(id)
                    .body("name", equalTo("new name"))
                    .body("description", equalTo("new description"))
                    .body("status", equalTo("PAUSED"))
                    .body("due", equalTo("2030-01-01"))
                    .body("version", equalTo(4));
        }
    }

    @Test
    void ofManyChangesToOneVersionOneWins() throws Exception {
        String id = ann.added("start");
        List<Integer> statuses = together(10, i -> ann.request()
                .header("If-Match", "\"0\"")
                .body(Map.of("name", "writer " + i))
                .patch("/todos/{id}", id)
                .statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count());
        assertEquals(9, statuses.stream().filter(status -> status == 412).count());
    }

    @Test
    void parallelRetriesWithOneKeyCreateOneTodo() throws Exception {
        Set<String> ids = together(20, i -> ann.request()
                        .header("Idempotency-Key", "the same")
                        .body(Map.of("name", "once"))
                        .post("/todos")
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
                .stream()
                .collect(Collectors.toSet());
        assertEquals(1, ids.size());
        ann.list("").body("total", equalTo(1));
    }

    @Test
    void totalsStayRightWhenEverythingChangesAtOnce() throws Exception {
        List<String> ids = together(20, i -> ann.added("todo " + i));
        List<String> bulk = ids.subList(0, 10);
        together(40, i -> switch (i % 4) {
                    case 0 ->
                        ann.request()
                                .body(Map.of("ids", bulk, "status", "DONE"))
                                .post("/todos/status")
                                .statusCode();
                    case 1 ->
                        ann.patch(ids.get(i / 4), Map.of("status", "PAUSED"))
                                .extract()
                                .statusCode();
                    case 2 ->
                        ann.request()
                                .body(Map.of("ids", bulk, "status", "CLOSED"))
                                .post("/todos/status")
                                .statusCode();
                    default -> ann.delete(ids.get(10 + i / 4)).extract().statusCode();
                })
                .forEach(status -> assertEquals(2, status / 100));
        for (String status : List.of("DONE", "PAUSED", "CLOSED", "IN_PROGRESS")) {
            List<String> shown = ann.names("?size=100&status=" + status);
            ann.list("?status=" + status).body("total", equalTo(shown.size()));
        }
        ann.list("").body("total", equalTo(10));
    }

    private <T> List<T> together(int times, java.util.function.IntFunction<T> act) throws Exception {
        List<Callable<T>> acts = IntStream.range(0, times)
                .<Callable<T>>mapToObj(i -> () -> act.apply(i))
                .toList();
        List<Future<T>> results = threads.invokeAll(acts);
        List<T> values = new java.util.ArrayList<>();
        for (Future<T> result : results) {
            values.add(result.get());
        }
        return values;
    }
}
