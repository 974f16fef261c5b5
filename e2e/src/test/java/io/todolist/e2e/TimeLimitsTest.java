package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** How long a request may take is said by the product; Knative's proxies pass that on, and have a limit that is longer. */
@Order(9)
class TimeLimitsTest {
    private static final int PLACES_OF_A_POD = 10;
    private static final Duration TEN_SECONDS_AND_A_LITTLE = Duration.ofSeconds(13);

    private final Visitor ann = Visitor.registered();

    @BeforeAll
    static void install() {
        Product.installed();
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    /** A hostile client takes all places; 10 s later everybody has them back, whether it goes away or not. */
    @Test
    void aBodyThatDoesNotComeTakesAPlaceForTenSeconds(TestReporter report) {
        KnativeService gateway = KnativeService.committed("gateway-service").annotate("max-scale", 1);
        serve(gateway, "one");
        List<HeldRequest> all = Stream.generate(() -> new HeldRequest(ann))
                .limit(PLACES_OF_A_POD)
                .toList();
        long start = System.nanoTime();
        Duration longest = Duration.ZERO;
        while (System.nanoTime() - start < TEN_SECONDS_AND_A_LITTLE.toNanos()) {
            long asked = System.nanoTime();
            assertEquals(200, ann.get("/").statusCode());
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        report.publishEntry(
                "Ten bodies do not come; the longest that somebody else waited for the page", Times.seconds(longest));
        assertTrue(longest.compareTo(TEN_SECONDS_AND_A_LITTLE) < 0, "waited for " + longest);
        all.forEach(held -> assertEquals("HTTP/1.1 408 Request Timeout", held.answer()));
    }

    /** By Knative and without a reason, where the product would have told one. */
    @Test
    void aRevisionWithLessTimeThanTheProductTakes(TestReporter report) {
        KnativeService gateway = KnativeService.committed("gateway-service");
        gateway.at("/spec/template/spec").put("timeoutSeconds", 4);
        serve(gateway, "hasty");
        long start = System.nanoTime();
        assertEquals("HTTP/1.1 504 Gateway Timeout", new HeldRequest(ann).answer());
        report.publishEntry("timeoutSeconds 4, a body that does not come", "504 after " + Times.since(start));
    }

    private void serve(KnativeService gateway, String suffix) {
        String revision = gateway.next(suffix);
        gateway.noTraffic().traffic(revision, 100, "current").apply().awaitReady();
        Awaitility.await(revision + " answers").atMost(Duration.ofSeconds(30)).until(() -> ann.get("/")
                .headers()
                .firstValue("X-Todolist-Version")
                .filter(revision::equals)
                .isPresent());
    }
}
