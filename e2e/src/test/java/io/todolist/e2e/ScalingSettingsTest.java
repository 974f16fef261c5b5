package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.e2e.Load.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person can set about scaling beyond what is delivered. */
@Order(12)
class ScalingSettingsTest {

    @BeforeAll
    static void install() {
        Product.installed();
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    /**
     * As delivered, Knative's activator is always in the way (Proxy), because ten pods of ten requests are less than the burst
     * of 200 that it keeps room for. With 0 it steps out of the way (Serve) as soon as pods run, under load, and nobody sees it.
     */
    @ParameterizedTest
    @CsvSource({"0, Serve", "-1, Proxy"})
    void nothingFailsFromZeroAndWarm(int capacity, String mode, TestReporter report) {
        Product.tuned("burst" + capacity, Map.of("window", "6s", "target-burst-capacity", capacity));
        Visitor ann = Visitor.registered();
        ann.add("one");
        Product.awaitZero();
        Writers writers = new Writers();
        // With those who write, more than one pod takes.
        Load reads = Load.of(8, Load.Request.ok(() -> ann.get("/api/home")));
        try {
            for (String service : Product.SERVICES) {
                Awaitility.await(service + " is asked by way of " + mode)
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> Product.KUBECTL
                                .field("sks/" + service + "-burst" + capacity, ".spec.mode")
                                .equals(mode));
            }
            writers.awaitMore(200);
        } finally {
            reads.stop();
            writers.stop();
        }
        List<Answer> written = writers.stopAndFindEveryTodo();
        report.publishEntry(
                "target-burst-capacity " + capacity + " (" + mode + "), from zero and warm",
                "reads " + Load.byStatus(reads.answers()) + ", todos " + Load.byStatus(written));
        assertEquals(List.of(), Load.failures(reads.answers()));
        assertEquals(List.of(), Load.failures(written));
    }

    /** Of revisions of their own, because one can't be changed, with a window that is not waited for. */
    @Test
    void oneGatewayStaysAwake(TestReporter report) {
        Product.KUBECTL.apply(Manifests.knativeServices("k8s/overlays/warm")
                .replaceAll("(gateway|rule|user)-service-v1\\b", "$1-service-warm")
                .replaceAll("( +)autoscaling.knative.dev/max-scale", "$1autoscaling.knative.dev/window: 6s\n$0"));
        Product.services().forEach(KnativeService::awaitReady);
        KnativeService gateway = KnativeService.committed("gateway-service");
        Awaitility.await("the others sleep, and revisions before")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Product.services().mapToInt(KnativeService::pods).sum() == 1);
        String pod = Pods.name(Pods.ready(Product.KUBECTL, gateway.name).get(0));
        long start = System.nanoTime();
        assertEquals(200, Visitor.anonymous().get("/").statusCode());
        Duration page = Duration.ofNanos(System.nanoTime() - start);
        report.publishEntry("The page of k8s/overlays/warm, everything else asleep", Times.seconds(page));
        assertTrue(page.compareTo(Duration.ofMillis(500)) < 0, () -> "cold: " + page);
        assertEquals(
                List.of(pod),
                Pods.alive(Product.KUBECTL, gateway.name).stream()
                        .map(Pods::name)
                        .toList());

        Product.tuned("cold", Map.of("window", "6s"));
        Product.awaitZero();
    }
}
