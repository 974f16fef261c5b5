package io.todolist.rule;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("long")
class MoveTest {
    private static final String SHORT = "-?\\d{1,20}(\\.\\d{1,6})?";

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

    /** Places stay short, so that neither a row nor a cursor grows, and a move writes few rows on average. */
    @Test
    void oneGapTakesThreeThousandMoves() {
        for (int i = 0; i < 100; i++) {
            move(ann.added("behind " + i), Map.of("after", c));
        }
        for (int i = 0; i < 1400; i++) {
            move(c, Map.of("after", a));
            move(b, Map.of("after", a));
        }
        long written = 0;
        for (int i = 0; i < 100; i++) {
            move(c, Map.of("after", a));
            written += writtenTogetherWith(c);
            move(b, Map.of("after", a));
            written += writtenTogetherWith(b);
        }
        assertEquals(List.of("a", "b", "c"), ann.names("?size=3"));
        ann.list("?size=100").body("items.position", everyItem(matchesPattern(SHORT)));
        ann.list("?size=1&after=" + ann.list("?size=2").extract().path("next"))
                .statusCode(200)
                .body("items.name", contains("c"));
        assertThat(written, lessThan(5L * 200));
    }

    /** A gap among many, which get new places now and then without a new version. */
    @Test
    void neighboursKeepOrderAndVersions() {
        for (int i = 0; i < 100; i++) {
            ann.added("behind " + i);
        }
        move(a, Map.of("after", b));
        List<String> order = ann.names("?size=100&sort=-position");
        for (int i = 0; i < 60; i++) {
            move(c, Map.of("after", b));
            move(a, Map.of("after", b));
        }
        assertEquals(order, ann.names("?size=100&sort=-position"));
        ann.get(b).body("version", equalTo(0));
        assertNoEqualPlaces();
    }

    @Test
    void manyTodosFitIntoOneGap() {
        List<String> expected = new ArrayList<>(List.of("a"));
        for (int i = 0; i < 300; i++) {
            String name = "todo " + i;
            move(ann.added(name), Map.of("before", b));
            expected.add(name);
        }
        expected.addAll(List.of("b", "c"));
        List<String> found = new ArrayList<>(ann.names("?size=100"));
        for (String next = ann.list("?size=100").extract().path("next"); next != null; ) {
            found.addAll(ann.names("?size=100&after=" + next));
            next = ann.list("?size=100&after=" + next).extract().path("next");
        }
        assertEquals(expected, found);
    }

    @Test
    void movesIntoOneGapAtOnceMakeNoEqualPlaces() throws Exception {
        List<String> ids =
                IntStream.range(0, 8).mapToObj(i -> ann.added("todo " + i)).toList();
        for (int round = 0; round < 10; round++) {
            Together.run(8, i -> {
                move(ids.get(i), Map.of("after", b));
                return null;
            });
            assertNoEqualPlaces();
        }
        assertEquals(List.of("a", "b"), ann.names("?size=2"));
        ann.list("").body("items.name", hasItem("c")).body("total", equalTo(11));
    }

    /** Such as two moves at once made in earlier releases. */
    @Test
    void equalPlacesAreMendedByAMove() {
        for (int i = 0; i < 100; i++) {
            ann.added("todo " + i);
        }
        Database.run("update todo set position = 7 where owner = $1", ann.id);
        List<String> order = new ArrayList<>(ann.list("?size=100").extract().path("items.id"));
        String moved = order.remove(70);
        order.add(30, moved);
        move(moved, Map.of("before", order.get(31)));
        assertEquals(order, ann.list("?size=100").extract().path("items.id"));
        assertEquals(
                List.of(),
                Database.run(
                                "select 1 from todo a join todo b on a.owner = b.owner and a.position = b.position and a.id <> b.id where a.id = $1",
                                UUID.fromString(moved))
                        .stream()
                        .toList());
    }

    /** Such as many moves into one gap left in earlier releases. */
    @Test
    void longPlacesGetShort() {
        Database.run("update todo set position = 1 where id = $1", UUID.fromString(a));
        Database.run("update todo set position = 1 + 1e-600 where id = $1", UUID.fromString(b));
        Database.run("update todo set position = 1 + 2e-600 where id = $1", UUID.fromString(c));
        move(c, Map.of("after", a));
        assertEquals(List.of("a", "c", "b"), ann.names(""));
        ann.list("").body("items.position", everyItem(matchesPattern(SHORT)));
    }

    @Test
    void besideItselfATodoStaysWhereItIs() {
        move(b, Map.of("before", b));
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

    private void assertNoEqualPlaces() {
        List<String> places = ann.list("?size=100").extract().path("items.position");
        assertEquals(places.size(), Set.copyOf(places).size());
    }

    /** By the same transaction. */
    private long writtenTogetherWith(String id) {
        return Database.run(
                        """
                        select count(*) from todo
                        where owner = $1 and xmin = (select xmin from todo where id = $2)""",
                        ann.id,
                        UUID.fromString(id))
                .iterator()
                .next()
                .getLong(0);
    }

    private void move(String id, Map<String, String> place) {
        ann.request().body(place).post("/todos/{id}/move", id).then().statusCode(200);
    }
}
