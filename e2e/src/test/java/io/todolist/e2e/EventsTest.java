package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Services get to know what has happened in another one, though nobody is awake. */
@Order(7)
class EventsTest {
    @BeforeAll
    static void install() {
        Product.installed();
        Product.tuned("drowsy", Map.of("window", "6s"));
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    /** The row says that it was the event, and not the gateway's request for a user-service of the release before. */
    @Test
    void aDeletedAccountWakesRuleServiceWhichErasesItsTodos(TestReporter report) {
        Visitor ann = Visitor.registered();
        ann.add("one");
        String id = ann.json(ann.get("/api/me")).path("id").asText();
        Product.awaitZero();
        long start = System.nanoTime();
        assertEquals(
                204, ann.delete("/api/me", Map.of("password", Visitor.PASSWORD)).statusCode());
        report.publishEntry("An account deleted, everything asleep", "204 after " + Times.since(start));
        Awaitility.await("rule-service has taken the event")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("erased_owner", id).equals("1"));
        assertEquals("0", count("todo", id));
        report.publishEntry("Its todos erased", "after " + Times.since(start));
    }

    private static String count(String table, String owner) {
        return TodosDatabase.query("select count(*) from %s where owner = '%s'".formatted(table, owner))
                .strip();
    }
}
