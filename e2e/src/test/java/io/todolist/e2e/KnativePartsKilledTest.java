package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.e2e.Load.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pods of Knative itself end without warning, and there is only one of each. As delivered, every request to the gateway and from
 * there to the others is by way of the activator.
 */
@Order(11)
class KnativePartsKilledTest {
    private static final Kubectl SERVING = new Kubectl("knative-serving");
    /** As many as Knative asks in its own tests of this. */
    private static final int MANY = 400;
    /** Until the ingress has heard of a pod that is ready. */
    private static final Duration HEARD = Duration.ofSeconds(3);

    @BeforeAll
    static void install() {
        Product.installed();
        Product.tuned("sleepy", Map.of("window", "6s"));
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    /** The ingress asks it again where knative/istio/retry.yaml is applied, the gateway always does. */
    @Test
    @Order(1)
    void theActivatorUnderLoad(TestReporter report) {
        IngressRetry.during(() -> nothingFails("activator", report));
    }

    /** They only decide: what is there goes on. */
    @ParameterizedTest
    @Order(2)
    @ValueSource(strings = {"autoscaler", "controller"})
    void whoIsNotInTheWay(String part, TestReporter report) {
        nothingFails(part, report);
    }

    private static void nothingFails(String part, TestReporter report) {
        Writers writers = new Writers().awaitMore(50);
        try {
            String how = Pods.kill(SERVING, pod(part), part);
            writers.awaitMore(MANY);
            awaitBack(part);
            List<Answer> answers = writers.stopAndFindEveryTodo();
            report.publishEntry(
                    part + " ended by " + how, Load.byStatus(answers) + " by status, every acknowledged todo is there");
            assertEquals(List.of(), Load.failures(answers));
        } finally {
            writers.stop();
        }
    }

    /** There is nobody to wake anything, nor to make a request wait: the ingress says 503 until another one is there. */
    @Test
    @Order(3)
    void theActivatorAtZero(TestReporter report) {
        Visitor ann = Visitor.registered();
        ann.add("one");
        Product.awaitZero();
        Instant begin = Instant.now();
        delete("activator");
        Load load = Load.of(1, Load.Request.ok(() -> ann.get("/api/home")));
        Instant back;
        try {
            awaitBack("activator");
            back = Instant.now();
            Awaitility.await("the list is there").atMost(Duration.ofSeconds(30)).until(() -> load.answers().stream()
                    .anyMatch(Answer::isWanted));
        } finally {
            load.stop();
        }
        report.publishEntry(
                "activator deleted while nothing ran, ready again after "
                        + Times.seconds(Duration.between(begin, back)),
                Load.byStatus(load.answers()) + " by status");
        assertEquals(
                List.of(),
                Load.failures(load.answers()).stream()
                        .filter(answer -> answer.status() != 503 || answer.at().isAfter(back.plus(HEARD)))
                        .toList());
        assertEquals(Set.of("one"), ann.allNames());
    }

    @Test
    @Order(4)
    void theAutoscalerAtZero(TestReporter report) {
        Visitor ann = Visitor.registered();
        ann.add("one");
        Product.awaitZero();
        long begin = System.nanoTime();
        delete("autoscaler");
        assertEquals(200, ann.get("/api/home").statusCode());
        report.publishEntry("autoscaler deleted, nothing ran", "200 after " + Times.since(begin));
        awaitBack("autoscaler");
    }

    private static JsonNode pod(String part) {
        return SERVING.json("get", "pods", "-l", "app=" + part).at("/items/0");
    }

    private static void delete(String part) {
        SERVING.run("delete", "pod", "-l", "app=" + part, "--grace-period=0", "--force", "--wait=false");
    }

    private static void awaitBack(String part) {
        Awaitility.await(part + " is back")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Pods.isReady(pod(part)));
    }
}
