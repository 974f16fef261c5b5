package io.todolist.system;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the course's back end got wrong; see "The story" in the README. */
class OldBackEndMistakesTest {
    private final Todolist system = Todolist.running();

    /** Its list lived in memory and was loaded late: the first request saw none, and the next write stored that. */
    @Test
    void mistake1_theFirstRequestAfterAColdStartSawAnEmptyList() {
        Visitor ann = Visitor.registered();
        ann.added("one");
        ann.added("two");
        system.rule.kill();
        system.rule.start();
        // At once, while the service still starts.
        assertEquals(List.of("two", "one"), ann.names());
        ann.added("three");
        assertEquals(List.of("three", "two", "one"), ann.names());
    }

    /** All todos of all people were one JSON value in one row. */
    @Test
    void mistake2_concurrentWritesLostUpdates() throws Exception {
        Visitor ann = Visitor.registered();
        Visitor bob = Visitor.registered();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Callable<String>> writers = IntStream.range(0, 100)
                    .<Callable<String>>mapToObj(i -> () -> (i % 2 == 0 ? ann : bob).added("todo " + i))
                    .toList();
            for (Future<String> written : threads.invokeAll(writers)) {
                written.get();
            }
        } finally {
            threads.shutdown();
        }
        Set<String> all = new HashSet<>(ann.names());
        all.addAll(bob.names());
        assertEquals(100, all.size());
    }

    /** A failed token check answered 403 and then ran the handler anyway; tokens never expired; user 0 could not sign in. */
    @Test
    void mistake3_aFailedTokenCheckRanTheHandlerAnyway() {
        Visitor ann = Visitor.registered();
        String id = ann.added("stays");
        given().baseUri(system.gateway.url())
                .cookie("jwtToken", "eyJhbGciOiJub25lIn0.e30.")
                .delete("/api/todos/{id}", id)
                .then()
                .statusCode(401);
        given().baseUri(system.rule.url())
                .auth()
                .oauth2("eyJhbGciOiJub25lIn0.e30.")
                .delete("/todos/{id}", id)
                .then()
                .statusCode(401);
        assertEquals(List.of("stays"), ann.names());
    }

    /** The gateway forwarded JSON as form fields. */
    @Test
    void mistake4_arraysAndNumbersLostTheirTypeOnTheWay() {
        Visitor ann = Visitor.registered();
        List<String> keys = new ArrayList<>();
        for (String name : List.of("007", "true", "[1,2]", "{}")) {
            keys.add(ann.post("/api/rule", Map.of("name", name, "method", "post"))
                    .extract()
                    .path("key"));
        }
        ann.post("/api/rule", Map.of("key", keys.get(0), "status", 3, "method", "update"))
                .body("status", equalTo(3));
        ann.request()
                .body(Map.of("key", keys.subList(1, 3), "method", "delete"))
                .delete("/api/rule")
                .then()
                .statusCode(200);
        assertEquals(List.of("{}", "007"), ann.names());
    }

    @Test
    void mistake5_aListIgnoredCurrentAndPageSize() {
        Visitor ann = Visitor.registered();
        for (int i = 1; i <= 23; i++) {
            ann.added("todo " + i);
        }
        ann.get("/api/rule?current=2&pageSize=10&sorter=")
                .body("data.size()", equalTo(10))
                .body("data[0].name", equalTo("todo 13"))
                .body("total", equalTo(23))
                .body("current", equalTo(2))
                .body("pageSize", equalTo(10));
        ann.get("/api/rule?current=3&pageSize=10&sorter=").body("data.name", contains("todo 3", "todo 2", "todo 1"));
    }
}
