package io.todolist.rule;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Its parts are what the list and the counts are by themselves. */
@QuarkusTest
class HomeTest {
    private final Person ann = new Person();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?size=2",
                "?size=2&page=2",
                "?size=1&sort=-name",
                "?status=DONE,PAUSED",
                "?status=DONE&sort=created",
                "?q=e",
                "?q=nothing",
                "?q=e&page=1&size=1",
                "?deleted=true"
            })
    void isAPageAndTheCounts(String query) {
        ann.added("one");
        ann.added(Map.of("name", "two", "status", "DONE"));
        ann.added(Map.of("name", "three", "status", "PAUSED"));
        ann.delete(ann.added("four"));
        ValidatableResponse home = home(query).statusCode(200);
        assertEquals(part("/todos" + query), home.extract().path("todos"));
        assertEquals(part("/todos/counts"), home.extract().path("counts"));
        home.body("counts.total", equalTo(3)).body("counts.deleted", equalTo(1));
    }

    @Test
    void isEmptyForSomebodyNew() {
        home("").statusCode(200)
                .body("todos.items.size()", equalTo(0))
                .body("todos.total", equalTo(0))
                .body("counts.total", equalTo(0))
                .body("counts.byStatus.DONE", equalTo(0));
    }

    @Test
    void readsOnByCursor() {
        ann.added("one");
        ann.added("two");
        String next = home("?size=1").extract().path("todos.next");
        home("?size=1&after=" + next)
                .body("todos.items.size()", equalTo(1))
                .body("todos.items[0].name", equalTo("one"))
                .body("todos.total", equalTo(2));
    }

    @Test
    void refusesWhatTheListRefuses() {
        home("?size=0").statusCode(400).body("violations[0].field", equalTo("size"));
    }

    private ValidatableResponse home(String query) {
        return ann.request().get("/home" + query).then();
    }

    private Map<String, ?> part(String path) {
        return ann.request().get(path).then().statusCode(200).extract().path("");
    }
}
