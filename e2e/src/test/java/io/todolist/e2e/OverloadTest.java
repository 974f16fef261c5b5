package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More is asked than one pod of each service can answer, and there is no second one: what it can, it goes on answering. */
@Order(13)
class OverloadTest {
    private static final int SECONDS = 6;

    @BeforeAll
    static void install() {
        Product.installed();
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    @ParameterizedTest
    @CsvSource({"0, out of the path", "-1, in the path"})
    void whatCanBeServedIsServed(int capacity, String activator, TestReporter report) throws Exception {
        Product.tuned("over" + capacity, Map.of("target-burst-capacity", capacity, "min-scale", 1, "max-scale", 1));
        Visitor ann = Visitor.registered();
        for (int i = 0; i < 10; i++) {
            ann.add("todo " + i);
        }
        OpenLoop visitors = new OpenLoop(
                Visitor.request(Product.host(), "/api/home").header("Cookie", "jwtToken=" + ann.accessToken()));
        visitors.closed(10, SECONDS);
        double most = visitors.closed(10, SECONDS);
        report.publishEntry("Activator " + activator + ", ten at a time", "%.0f/s".formatted(most));
        double served = 0;
        for (double share : List.of(0.5, 1.0, 1.5, 2.0, 3.0)) {
            OpenLoop.Outcome outcome = visitors.run(most * share, SECONDS);
            report.publishEntry("Activator " + activator + ", " + share + " times of it", outcome.toString());
            if (share == 0.5) {
                assertEquals(outcome.offered(), outcome.served(), outcome::toString);
            }
            served = share == 2 ? outcome.servedPerSecond() : served;
        }
        double twice = served;
        assertTrue(twice >= most * 0.7, () -> "It collapses: of %.0f/s it serves %.0f/s".formatted(most, twice));
        // And it is well again.
        assertEquals(200, ann.get("/api/home").statusCode());
    }
}
