package io.todolist.rule;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One owner can keep three todos here, with texts of 100 bytes in all. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(QuotaTest.Little.class)
class QuotaTest {
    public static class Little implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("todolist.most-todos", "3", "todolist.most-bytes", "100");
        }
    }

    private final Person ann = new Person();

    @Test
    void ofManyAtOnceAsManyAreMadeAsTheOwnerCanKeep() throws Exception {
        List<Integer> statuses = Together.run(
                10, i -> ann.add(Map.of("name", "todo " + i)).extract().statusCode());
        assertEquals(3, Collections.frequency(statuses, 201));
        assertEquals(7, Collections.frequency(statuses, 403));
        ann.list("").body("total", equalTo(3));
    }

    @Test
    void theBinCountsToo() {
        ann.delete(ann.added("one")).statusCode(204);
        ann.added("two");
        ann.added("three");
        refused(ann.add(Map.of("name", "four")));
        ann.list("").body("total", equalTo(2));
    }

    @Test
    void whoeverHasAllThatCanBeKeptCanStillChangeIt() {
        String one = ann.added("one");
        ann.added("two");
        ann.added("three");
        ann.patch(one, Map.of("status", "DONE", "name", "longer")).statusCode(200);
        ann.delete(one).statusCode(204);
        ann.request().post("/todos/{id}/restore", one).then().statusCode(200);
    }

    @Test
    void aCreationIsRepeatedEvenIfThereIsNoRoomForAnother() {
        String one = create("one").statusCode(201).extract().path("id");
        ann.added("two");
        ann.added("three");
        create("one").statusCode(201).body("id", equalTo(one));
    }

    @Test
    void textsAreCountedInBytes() {
        ann.added("买".repeat(33));
        refused(ann.add(Map.of("name", "xx")));
        ann.added("x");
    }

    @Test
    void aTextCanBecomeShorterButNotLongerThanThereIsRoom() {
        String id = ann.added(Map.of("name", "x", "description", "x".repeat(99)));
        refused(ann.patch(id, Map.of("description", "x".repeat(100))));
        ann.get(id).body("description", equalTo("x".repeat(99))).body("version", equalTo(0));
        ann.patch(id, Map.of("description", "x".repeat(98))).statusCode(200);
        ann.patch(id, Map.of("name", "xx")).statusCode(200);
    }

    @Test
    void whatIsErasedMakesRoom() {
        ann.added("x".repeat(100));
        ann.request().delete("/todos").then().statusCode(204);
        ann.added("x".repeat(100));
    }

    @Test
    void oneOwnersTodosAreNoOthers() {
        ann.added("x".repeat(100));
        new Person().added("x".repeat(100));
    }

    private ValidatableResponse create(String name) {
        return ann.with("the same").body(Map.of("name", name)).post("/todos").then();
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:todolist:problem:quota"));
    }
}
