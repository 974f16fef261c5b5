package io.todolist.rule;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("long")
class ConcurrencyTest {
    private final Person ann = new Person();

    @Test
    void hundredParallelWritersLoseNothing() throws Exception {
        Together.run(100, i -> ann.added("todo " + i));
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
            Together.run(
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
        List<Integer> statuses = Together.run(10, i -> ann.request()
                .header("If-Match", "\"0\"")
                .body(Map.of("name", "writer " + i))
                .patch("/todos/{id}", id)
                .statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count());
        assertEquals(9, statuses.stream().filter(status -> status == 412).count());
    }

    @Test
    void parallelRetriesWithOneKeyCreateOneTodo() throws Exception {
        Set<String> ids = Together.run(20, i -> ann.request()
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

    /** What is erased and what is added meanwhile take the same locks in the same order; nothing is counted twice or not at all. */
    @Test
    void totalsStayRightWhenAllIsErasedWhileSomeIsAdded() throws Exception {
        for (int round = 0; round < 30; round++) {
            List<String> ids = Together.run(6, i -> ann.added("todo " + i));
            Together.run(12, i -> switch (i % 4) {
                        case 0 -> ann.request().delete("/todos").statusCode();
                        case 1 ->
                            ann.request()
                                    .body(Map.of("ids", ids, "status", "DONE"))
                                    .post("/todos/status")
                                    .statusCode();
                        default -> ann.add(Map.of("name", "new " + i)).extract().statusCode();
                    })
                    .forEach(status -> assertEquals(2, status / 100));
            List<String> shown = ann.names("?size=100");
            ann.request().get("/todos/counts").then().body("total", equalTo(shown.size()));
        }
        ann.request().delete("/todos").then().statusCode(204);
        ann.list("").body("total", equalTo(0));
        assertEquals(
                0,
                Database.run("select from todo_count where owner = $1", ann.id).size());
    }

    @Test
    void totalsStayRightWhenEverythingChangesAtOnce() throws Exception {
        List<String> ids = Together.run(20, i -> ann.added("todo " + i));
        List<String> bulk = ids.subList(0, 10);
        Together.run(40, i -> switch (i % 4) {
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
        assertEquals(
                1,
                Database.run(
                                """
                                select from todo_count where (owner, todos, bytes) = (
                                  select owner, count(*), sum(octet_length(name) + octet_length(description))
                                  from todo where owner = $1 group by owner)""",
                                ann.id)
                        .size());
    }
}
