package io.todolist.rule;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TodoTest {
    private final Person ann = new Person();
    private final Person bob = new Person();

    @Test
    void createsWithDefaultsAndSaysWhere() {
        ann.add(Map.of("name", "  Buy milk "))
                .statusCode(201)
                .header("Location", matchesPattern(".*/todos/[0-9a-f]{8}-[0-9a-f]{4}-7.*"))
                .header("ETag", "\"0\"")
                .body("name", equalTo("Buy milk"))
                .body("description", equalTo(""))
                .body("status", equalTo("IN_PROGRESS"))
                .body("due", nullValue())
                .body("createdAt", endsWith("Z"))
                .body("version", equalTo(0));
    }

    @Test
    void readsWhatWasWritten() {
        String id = ann.added(
                Map.of("name", "买牛奶", "description", "two\nlines 🥛", "status", "PAUSED", "due", "2030-02-28"));
        ann.get(id)
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("name", equalTo("买牛奶"))
                .body("description", equalTo("two\nlines 🥛"))
                .body("status", equalTo("PAUSED"))
                .body("due", equalTo("2030-02-28"));
    }

    @Test
    void changesOnlyTheNamedFields() {
        String id = ann.added(Map.of("name", "Milk", "description", "2 l", "due", "2030-01-01"));
        ann.patch(id, Map.of("name", "Oat milk"))
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo("Oat milk"))
                .body("description", equalTo("2 l"))
                .body("due", equalTo("2030-01-01"));
    }

    @Test
    void nullTakesTheDueDateAway() {
        String id = ann.added(Map.of("name", "Milk", "due", "2030-01-01"));
        Map<String, Object> change = new HashMap<>();
        change.put("due", null);
        ann.patch(id, change).statusCode(200).body("due", nullValue());
        ann.get(id).body("due", nullValue());
    }

    @Test
    void acceptsTheMediaTypeOfMergePatch() {
        String id = ann.added("Milk");
        ann.request()
                .contentType("application/merge-patch+json")
                .body("{\"status\":\"DONE\"}")
                .patch("/todos/{id}", id)
                .then()
                .statusCode(200)
                .body("status", equalTo("DONE"));
    }

    @Test
    void doneAtComesAndGoesWithTheStatus() {
        String id = ann.added("Milk");
        ann.patch(id, Map.of("status", "DONE")).body("doneAt", notNullValue());
        ann.patch(id, Map.of("status", "IN_PROGRESS")).body("doneAt", nullValue());
    }

    @Test
    void aChangeToTheSameIsNoNewVersion() {
        String id = ann.added("Milk");
        ann.patch(id, Map.of("name", "Milk")).statusCode(200).body("version", equalTo(0));
    }

    @Test
    void staleVersionIs412AndChangesNothing() {
        String id = ann.added("Milk");
        ann.patch(id, Map.of("name", "Oat milk"));
        ann.request()
                .header("If-Match", "\"0\"")
                .body(Map.of("name", "Soy milk"))
                .patch("/todos/{id}", id)
                .then()
                .statusCode(412)
                .contentType(containsString("application/problem+json"));
        ann.request()
                .header("If-Match", "\"0\"")
                .delete("/todos/{id}", id)
                .then()
                .statusCode(412);
        ann.get(id).statusCode(200).body("name", equalTo("Oat milk"));
    }

    @Test
    void currentVersionIsAccepted() {
        String id = ann.added("Milk");
        ann.request()
                .header("If-Match", "\"7\", \"0\"")
                .body(Map.of("name", "Oat milk"))
                .patch("/todos/{id}", id)
                .then()
                .statusCode(200);
        ann.request().header("If-Match", "*").delete("/todos/{id}", id).then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "W/\"0\"", "\"00\"", "nonsense", "\"99999999999\"", "\"0"})
    void whatIsNoTagOfOursIs412(String tag) {
        String id = ann.added("Milk");
        ann.request()
                .header("If-Match", tag)
                .body(Map.of("name", "Oat milk"))
                .patch("/todos/{id}", id)
                .then()
                .statusCode(412);
        ann.get(id).body("version", equalTo(0));
    }

    @Test
    void readingAVersionThatIsKnownIs304() {
        String id = ann.added("Milk");
        ann.request()
                .header("If-None-Match", "\"0\"")
                .get("/todos/{id}", id)
                .then()
                .statusCode(304)
                .header("ETag", "\"0\"")
                .body(equalTo(""));
        ann.patch(id, Map.of("name", "Oat milk"));
        ann.request()
                .header("If-None-Match", "\"0\"")
                .get("/todos/{id}", id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Oat milk"));
    }

    @Test
    void nullIsTheDefaultOfAField() {
        String id = ann.added(Map.of("name", "Milk", "description", "2 l", "status", "PAUSED"));
        Map<String, Object> change = new HashMap<>();
        change.put("description", null);
        change.put("status", null);
        ann.patch(id, change)
                .statusCode(200)
                .body("description", equalTo(""))
                .body("status", equalTo("IN_PROGRESS"))
                .body("name", equalTo("Milk"));
    }

    @Test
    void deletedIsGoneUntilRestored() {
        String id = ann.added("Milk");
        ann.delete(id).statusCode(204);
        ann.get(id).statusCode(404);
        ann.delete(id).statusCode(404);
        ann.patch(id, Map.of("name", "x")).statusCode(404);
        ann.list("").body("items.id", not(hasItem(id)));
        ann.list("?deleted=true").body("items.id", hasItem(id));

        ann.request().post("/todos/{id}/restore", id).then().statusCode(200).body("deletedAt", nullValue());
        ann.get(id).statusCode(200).body("name", equalTo("Milk"));
        ann.list("?deleted=true").body("items.id", not(hasItem(id)));
    }

    @Test
    void refusesTodoOfAnotherPersonLikeOneThatDoesNotExist() {
        String id = ann.added("Diary");
        String missing = UUID.randomUUID().toString();
        assertEquals(refusal(missing), refusal(id));

        bob.patch(id, Map.of("name", "x")).statusCode(404);
        bob.delete(id).statusCode(404);
        ann.delete(id).statusCode(204);
        bob.request().post("/todos/{id}/restore", id).then().statusCode(404);
    }

    @Test
    void countsByStatusFollowEveryChange() {
        String milk = ann.added("Milk");
        String bread = ann.added(Map.of("name", "Bread", "status", "PAUSED"));
        ann.patch(milk, Map.of("status", "DONE"));
        ann.delete(bread);
        ann.request()
                .get("/todos/counts")
                .then()
                .statusCode(200)
                .body("byStatus.IN_PROGRESS", equalTo(0))
                .body("byStatus.DONE", equalTo(1))
                .body("byStatus.PAUSED", equalTo(0))
                .body("total", equalTo(1))
                .body("deleted", equalTo(1));
    }

    /** What tells one refusal from another. */
    private Map<String, ?> refusal(String id) {
        Map<String, ?> problem =
                new HashMap<>(bob.get(id).statusCode(404).extract().<Map<String, ?>>path(""));
        problem.remove("traceId");
        problem.remove("instance");
        return problem;
    }
}
