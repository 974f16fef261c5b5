package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten requests at once per pod, as taught: pods = requests in flight / 10, rounded up. */
@Order(5)
class AutoscalingTest {
    private static final int PER_POD = 10;
    /** The autoscaler decides every two seconds. */
    private static final Duration SEVERAL_DECISIONS = Duration.ofSeconds(5);

    private final KnativeService gateway = KnativeService.committed("gateway-service");

    @BeforeAll
    static void tune() {
        Product.installed();
        // The formula is the same; the average over a minute would take a minute to form.
        Product.tuned("sleepy", Map.of("window", "6s"));
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 100})
    void podsFollowTheRequestsInFlight(int requests, TestReporter report) {
        Visitor ann = Visitor.registered();
        int wanted = (requests + PER_POD - 1) / PER_POD;
        long start = System.nanoTime();
        List<HeldRequest> inFlight =
                Stream.generate(() -> new HeldRequest(ann)).limit(requests).toList();
        try {
            Awaitility.await(wanted + " pods")
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> Pods.ready(Product.KUBECTL, gateway.name).size() == wanted);
            report.publishEntry(requests + " requests in flight", wanted + " ready pods after " + Times.since(start));
            long reached = System.nanoTime();
            do {
                assertEquals(wanted, gateway.pods(), "on the way to another number");
            } while (System.nanoTime() - reached < SEVERAL_DECISIONS.toNanos());
        } finally {
            List<String> answers = inFlight.parallelStream()
                    .map(HeldRequest::finish)
                    .distinct()
                    .toList();
            assertEquals(List.of("HTTP/1.1 201 Created"), answers);
        }
        long end = System.nanoTime();
        Product.awaitZero();
        report.publishEntry(requests + " requests answered", "back at zero after " + Times.since(end));
    }
}
