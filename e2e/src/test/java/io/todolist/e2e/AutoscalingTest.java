package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten requests at once per pod, as taught: pods = requests in flight / 10, rounded up. */
@Order(5)
class AutoscalingTest {
    private static final int PER_POD = 10;
    /** The autoscaler decides every two seconds. */
    private static final Duration SEVERAL_DECISIONS = Duration.ofSeconds(5);

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
    @Order(1)
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
                    .until(() -> ready() == wanted);
            report.publishEntry(requests + " requests in flight", wanted + " ready pods after " + Times.since(start));
            long reached = System.nanoTime();
            do {
                assertEquals(wanted, pods().size(), "on the way to another number");
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

    /** Whoever is answered is followed by another one, as in a crowd. */
    @Test
    @Order(2)
    void asLongAsTheyKeepComing(TestReporter report) {
        Visitor ann = Visitor.registered();
        Deque<HeldRequest> inFlight = new ArrayDeque<>();
        Map<String, Long> answers = new TreeMap<>();
        try {
            while (inFlight.size() < 35) {
                inFlight.add(new HeldRequest(ann));
            }
            Awaitility.await("4 pods")
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> ready() == 4);
            long reached = System.nanoTime();
            Duration held = Duration.ofSeconds(Settings.times(60, 5));
            while (System.nanoTime() - reached < held.toNanos()) {
                inFlight.add(new HeldRequest(ann));
                answers.merge(inFlight.remove().finish(), 1L, Long::sum);
                assertEquals(4, pods().size(), "on the way to another number");
            }
            report.publishEntry(
                    "35 requests in flight, each followed by another one", "4 pods for " + held.toSeconds() + " s");
        } finally {
            inFlight.parallelStream()
                    .map(HeldRequest::finish)
                    .toList()
                    .forEach(answer -> answers.merge(answer, 1L, Long::sum));
        }
        report.publishEntry("They were answered", answers.toString());
        assertEquals(Set.of("HTTP/1.1 201 Created"), answers.keySet());
    }

    /** Those of before are not asked any more, but may still be there. */
    private static List<JsonNode> pods() {
        return Pods.alive(Product.KUBECTL, "gateway-service").stream()
                .filter(pod -> Pods.revision(pod).equals("gateway-service-sleepy"))
                .toList();
    }

    private static long ready() {
        return pods().stream().filter(Pods::isReady).count();
    }
}
