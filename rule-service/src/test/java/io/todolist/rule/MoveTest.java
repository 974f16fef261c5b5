package io.todolist.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MoveTest {
    private final Person ann = new Person();
    private String a;
    private String b;
    private String c;

    @BeforeEach
    void listOfThree() {
        c = ann.added("c");
        b = ann.added("b");
        a = ann.added("a");
    }

    @Test
    void movesDirectlyBeforeAnother() {
        move(c, Map.of("before", b));
        assertEquals(List.of("a", "c", "b"), ann.names(""));
    }

    @Test
    void movesDirectlyAfterAnother() {
        move(a, Map.of("after", b));
        assertEquals(List.of("b", "a", "c"), ann.names(""));
    }

    @Test
    void movesToBothEnds() {
        move(c, Map.of("before", a));
        move(a, Map.of("after", b));
        assertEquals(List.of("c", "b", "a"), ann.names(""));
    }

    @Test
    void theSameGapTakesHundredMoves() {
        for (int i = 0; i < 50; i++) {
            move(c, Map.of("after", a));
            move(b, Map.of("after", a));
        }
        assertEquals(List.of("a", "b", "c"), ann.names(""));
    }

    @Test
    void newOnesStillComeFirst() {
        move(c, Map.of("before", a));
        ann.added("new");
        assertEquals(List.of("new", "c", "a", "b"), ann.names(""));
    }

    @Test
    void needsExactlyOneNeighbour() {
        ann.request().body(Map.of()).post("/todos/{id}/move", a).then().statusCode(400);
        ann.request()
                .body(Map.of("before", b, "after", c))
                .post("/todos/{id}/move", a)
                .then()
                .statusCode(400);
    }

    @Test
    void neighbourOfAnotherPersonIs404() {
        String foreign = new Person().added("foreign");
        ann.request()
                .body(Map.of("before", foreign))
                .post("/todos/{id}/move", a)
                .then()
                .statusCode(404);
        ann.request()
                .body(Map.of("before", UUID.randomUUID()))
                .post("/todos/{id}/move", a)
                .then()
                .statusCode(404);
    }

    private void move(String id, Map<String, String> place) {
        ann.request().body(place).post("/todos/{id}/move", id).then().statusCode(200);
    }
}
