package io.todolist.rule;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
                .body("missing", empty());
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
