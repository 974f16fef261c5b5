package io.todolist.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A write that comes again with its Idempotency-Key is not done again, whatever happened meanwhile. */
@QuarkusTest
class RepetitionTest {
    private final Person ann = new Person();

    @Test
    void aCreationMakesOneTodoAndAnswersWithItAsItIsNow() {
        String id =
                create("k", Map.of("name", "Milk")).statusCode(201).extract().path("id");
        ann.patch(id, Map.of("name", "Oat milk")).statusCode(200);
        create("k", Map.of("name", "Milk"))
                .statusCode(201)
                .header("Location", "http://localhost:" + io.restassured.RestAssured.port + "/todos/" + id)
                .header("ETag", "\"1\"")
                .body("id", equalTo(id))
                .body("name", equalTo("Oat milk"));
        ann.list("").body("total", equalTo(1));
    }

    @Test
    void aCreationWhoseTodoIsInTheBinMakesNoOther() {
        String id = create("k", Map.of("name", "Milk")).extract().path("id");
        ann.delete(id).statusCode(204);
        create("k", Map.of("name", "Milk")).statusCode(201).body("id", equalTo(id));
        ann.list("").body("total", equalTo(0));
    }

    @Test
    void theKeyOfAnotherCreationIs422() {
        create("k", Map.of("name", "Milk")).statusCode(201);
        create("k", Map.of("name", "Bread")).statusCode(422).contentType("application/problem+json");
        create("k", Map.of("name", "Milk", "due", "2030-01-01")).statusCode(422);
        ann.list("").body("total", equalTo(1));
    }

    @Test
    void whatIsSaidOrLeftToItsDefaultIsTheSameCreation() {
        String id = create("k", Map.of("name", "Milk")).extract().path("id");
        create("k", Map.of("name", " Milk ", "description", "", "status", "IN_PROGRESS"))
                .statusCode(201)
                .body("id", equalTo(id));
    }

    @Test
    void keysOfDifferentPeopleAreDifferent() {
        create("k", Map.of("name", "Milk")).statusCode(201);
        Person bob = new Person();
        bob.with("k")
                .body(Map.of("name", "Bread"))
                .post("/todos")
                .then()
                .statusCode(201)
                .body("name", equalTo("Bread"));
        bob.list("").body("total", equalTo(1));
    }

    /** It hashes the fields that are not their defaults, of which this version knows all. */
    @Test
    void aCreationOfALaterVersionIsKnown() throws Exception {
        String id = ann.added(Map.of("name", "Milk", "status", "PAUSED"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("k\0name\0Milk\0status\0PAUSED".getBytes(UTF_8));
        Database.run(
                "update todo set creation_key = 'k', creation_hash = $2 where id = $1",
                UUID.fromString(id),
                Buffer.buffer(Arrays.copyOf(hash, 16)));
        create("k", Map.of("name", "Milk", "status", "PAUSED")).statusCode(201).body("id", equalTo(id));
        ann.list("").body("total", equalTo(1));
    }

    @Test
    void aChangeDoesNotOverwriteThatOfAnotherDevice() {
        String id = ann.added("Milk");
        patch(id, "k", "\"0\"", "Oat milk").statusCode(200).header("ETag", "\"1\"");
        ann.patch(id, Map.of("name", "Soy milk")).statusCode(200);
        patch(id, "k", "\"0\"", "Oat milk")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Soy milk"));
        ann.get(id).body("name", equalTo("Soy milk")).body("version", equalTo(2));
    }

    @Test
    void aChangeToTheSameIsRememberedToo() {
        String id = ann.added("Milk");
        patch(id, "k", "*", "Milk").statusCode(200).body("version", equalTo(0));
        ann.patch(id, Map.of("name", "Soy milk"));
        patch(id, "k", "*", "Milk").statusCode(200).body("name", equalTo("Soy milk"));
    }

    @Test
    void anotherChangeWithTheSameKeyIsMade() {
        String id = ann.added("Milk");
        patch(id, "k", "*", "Oat milk");
        patch(id, "k", "*", "Soy milk").statusCode(200).body("name", equalTo("Soy milk"));
    }

    @Test
    void aStaleChangeIsRefusedAndNotRemembered() {
        String id = ann.added("Milk");
        patch(id, "k", "\"7\"", "Oat milk").statusCode(412);
        patch(id, "k", "\"0\"", "Oat milk").statusCode(200).body("name", equalTo("Oat milk"));
    }

    @Test
    void theLatestEightAreRemembered() {
        String id = ann.added("Milk");
        for (int i = 0; i < 9; i++) {
            patch(id, "k" + i, "*", "Milk " + i).statusCode(200);
        }
        patch(id, "k1", "*", "Milk 1").body("name", equalTo("Milk 8"));
        patch(id, "k0", "*", "Milk 0").body("name", equalTo("Milk 0"));
    }

    @Test
    void aDeletionIs204AgainAndDoesNotUndoARestoration() {
        String id = ann.added("Milk");
        ann.with("k").delete("/todos/{id}", id).then().statusCode(204);
        ann.with("k").delete("/todos/{id}", id).then().statusCode(204);
        ann.with("other").delete("/todos/{id}", id).then().statusCode(404);
        ann.request().post("/todos/{id}/restore", id).then().statusCode(200);
        ann.with("k").delete("/todos/{id}", id).then().statusCode(204);
        ann.get(id).statusCode(200);
    }

    @Test
    void aRestorationIs200AgainAndDoesNotUndoADeletion() {
        String id = ann.added("Milk");
        ann.delete(id);
        ann.with("k").post("/todos/{id}/restore", id).then().statusCode(200);
        ann.with("k").post("/todos/{id}/restore", id).then().statusCode(200).body("version", equalTo(2));
        ann.delete(id);
        ann.with("k").post("/todos/{id}/restore", id).then().statusCode(200);
        ann.get(id).statusCode(404);
    }

    @Test
    void aMoveIsMadeOnceEvenIfItsNeighbourIsGone() {
        String c = ann.added("c");
        String b = ann.added("b");
        String a = ann.added("a");
        move(c, "k", Map.of("before", b)).statusCode(200);
        move(c, "other", Map.of("before", a)).statusCode(200);
        ann.delete(b);
        move(c, "k", Map.of("before", b)).statusCode(200).body("version", equalTo(2));
        assertEquals(List.of("c", "a"), ann.names(""));
    }

    @Test
    void aDeletionOfManyIsReportedAgain() {
        String a = ann.added("a");
        String b = ann.added("b");
        Map<String, ?> both = Map.of("ids", List.of(a, b));
        bulk("delete", "k", both).body("todos.id", containsInAnyOrder(a, b));
        ann.request().post("/todos/{id}/restore", a);
        bulk("delete", "k", both).body("todos.id", containsInAnyOrder(a, b)).body("missing", empty());
        bulk("delete", "other", Map.of("ids", List.of(b)))
                .body("todos", empty())
                .body("missing", contains(b));
        assertEquals(List.of("a"), ann.names(""));
    }

    @Test
    void aRestorationOfManyIsReportedAgain() {
        String a = ann.added("a");
        String b = ann.added("b");
        Map<String, ?> both = Map.of("ids", List.of(a, b));
        bulk("delete", "first", both);
        bulk("restore", "k", both).body("todos.id", containsInAnyOrder(a, b));
        ann.delete(a);
        bulk("restore", "k", both).body("todos.id", containsInAnyOrder(a, b)).body("missing", empty());
        assertEquals(List.of("b"), ann.names(""));
    }

    @Test
    void aStatusOfManyDoesNotOverwriteThatOfAnotherDevice() {
        String a = ann.added("a");
        String b = ann.added("b");
        Map<String, ?> done = Map.of("ids", List.of(a, b), "status", "DONE");
        bulk("status", "k", done).body("todos.status", contains("DONE", "DONE"));
        ann.patch(a, Map.of("status", "PAUSED"));
        bulk("status", "k", done).body("todos.id", containsInAnyOrder(a, b)).body("missing", empty());
        ann.list("?status=PAUSED").body("items.name", contains("a"));
        ann.list("?status=DONE").body("items.name", contains("b"));
        ann.request()
                .get("/todos/counts")
                .then()
                .body("byStatus.DONE", equalTo(1))
                .body("byStatus.PAUSED", equalTo(1));
    }

    @Test
    void aKeyHasAtMost255Characters() {
        create("x".repeat(256), Map.of("name", "a"))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].in", equalTo("header"));
        ann.list("").body("total", equalTo(0));
        create("x".repeat(255), Map.of("name", "a")).statusCode(201);
    }

    /** Not as one that all who send it share. */
    @Test
    void anEmptyKeyCountsAsMissing() {
        create("", Map.of("name", "a")).statusCode(201);
        create("", Map.of("name", "b")).statusCode(201);
        String id = ann.list("").body("total", equalTo(2)).extract().path("items[0].id");
        patch(id, "", "*", "c").statusCode(200);
        patch(id, "", "*", "d").statusCode(200).body("version", equalTo(2));
        patch(id, "", "*", "c").statusCode(200).body("name", equalTo("c"));
    }

    private ValidatableResponse create(String key, Map<String, String> todo) {
        return ann.with(key).body(todo).post("/todos").then();
    }

    private ValidatableResponse patch(String id, String key, String ifMatch, String name) {
        return ann.with(key)
                .header("If-Match", ifMatch)
                .body(Map.of("name", name))
                .patch("/todos/{id}", id)
                .then();
    }

    private ValidatableResponse move(String id, String key, Map<String, String> place) {
        return ann.with(key).body(place).post("/todos/{id}/move", id).then();
    }

    private ValidatableResponse bulk(String action, String key, Map<String, ?> body) {
        return ann.with(key).body(body).post("/todos/" + action).then().statusCode(200);
    }
}
