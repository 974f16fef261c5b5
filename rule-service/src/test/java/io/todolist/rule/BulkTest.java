package io.todolist.rule;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BulkTest {
    private final Person ann = new Person();

    @Test
    void deletesSeveralAndReportsTheMissing() {
        String one = ann.added("one");
        String two = ann.added("two");
        String foreign = new Person().added("foreign");
        String unknown = UUID.randomUUID().toString();
        post("/todos/delete", Map.of("ids", List.of(one, two, foreign, unknown)))
                .statusCode(200)
                .body("todos.id", containsInAnyOrder(one, two))
                .body("missing", containsInAnyOrder(foreign, unknown));
        ann.list("").body("total", equalTo(0));
    }

    @Test
    void restoresSeveral() {
        String one = ann.added("one");
        String two = ann.added("two");
        post("/todos/delete", Map.of("ids", List.of(one, two)));
        post("/todos/restore", Map.of("ids", List.of(one, two)))
                .body("todos.id", containsInAnyOrder(one, two))
                .body("missing", empty())
                .body("further", empty());
        ann.list("").body("total", equalTo(2));
    }

    @Test
    void givesSeveralTheSameStatus() {
        String one = ann.added("one");
        String two = ann.added(Map.of("name", "two", "status", "DONE"));
        post("/todos/status", Map.of("ids", List.of(one, two), "status", "DONE"))
                .body("todos.status", everyItem(equalTo("DONE")));
        ann.list("?status=DONE").body("total", equalTo(2));
        ann.request()
                .get("/todos/counts")
                .then()
                .body("byStatus.IN_PROGRESS", equalTo(0))
                .body("byStatus.DONE", equalTo(2));
    }

    @Test
    void takesThousandIdsAndNotOneMore() {
        String one = ann.added("one");
        List<String> many = Stream.concat(
                        Stream.of(one), Stream.generate(() -> UUID.randomUUID().toString()))
                .limit(1001)
                .toList();
        post("/todos/delete", Map.of("ids", many)).statusCode(400).body("violations[0].field", equalTo("ids"));
        post("/todos/delete", Map.of("ids", many.subList(0, 1000)))
                .statusCode(200)
                .body("todos.id", contains(one));
    }

    /** Of 30 kB each there are 8 in 256 KiB. */
    @ParameterizedTest
    @ValueSource(strings = {"delete", "restore", "status"})
    void tellsOnlyTheIdsOfTheTodosThatAnAnswerHasNoRoomFor(String what) {
        List<String> ids = Stream.generate(() -> ann.added(Map.of("name", "long", "description", "待".repeat(10_000))))
                .limit(10)
                .toList();
        if (what.equals("restore")) {
            post("/todos/delete", Map.of("ids", ids));
        }
        String unknown = UUID.randomUUID().toString();
        List<String> asked = Stream.concat(ids.stream(), Stream.of(unknown)).toList();
        Map<String, Object> request =
                what.equals("status") ? Map.of("ids", asked, "status", "DONE") : Map.of("ids", asked);
        String first = ann.with("k")
                .body(request)
                .post("/todos/" + what)
                .then()
                .statusCode(200)
                .body("todos.size()", equalTo(8))
                .body("further.size()", equalTo(2))
                .body("missing", contains(unknown))
                .extract()
                .asString();
        List<String> told = new ArrayList<>(JsonPath.from(first).getList("todos.id"));
        told.addAll(JsonPath.from(first).getList("further"));
        assertEquals(Set.copyOf(ids), Set.copyOf(told));
        String again = ann.with("k").body(request).post("/todos/" + what).asString();
        assertEquals(first, again);
        ann.list("?page=1&size=100"
                        + (what.equals("delete") ? "&deleted=true" : what.equals("status") ? "&status=DONE" : ""))
                .body("total", equalTo(10));
    }

    @Test
    void erasesEverythingOfTheCallerOnly() {
        Person bob = new Person();
        bob.added("stays");
        String one = ann.added("one");
        ann.delete(one);
        ann.added("two");
        ann.request().delete("/todos").then().statusCode(204);
        ann.list("").body("total", equalTo(0));
        ann.list("?deleted=true").body("total", equalTo(0));
        bob.list("").body("total", equalTo(1));
    }

    private ValidatableResponse post(String path, Map<String, ?> body) {
        return ann.request().body(body).post(path).then();
    }
}
