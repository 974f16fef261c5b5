package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.e2e.Load.Answer;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Mistakes that people make in knative/rule-service.yaml: they are told which and why, and what runs goes on. */
@Order(8)
class BadManifestsTest {
    private final Visitor ann = Visitor.registered();
    private Load load;

    @BeforeEach
    void use() {
        Product.installed();
        ann.add("one");
        load = Load.of(2, Load.Request.ok(() -> ann.get("/api/todos")));
    }

    @AfterEach
    void theRunningVersionServedOn() {
        List<Answer> answers = load.stop();
        Product.asCommitted();
        assertEquals(List.of(), Load.failures(answers));
        assertTrue(answers.size() > 10);
    }

    @Test
    void percentagesThatAreNotAHundred(TestReporter report) {
        KnativeService rules = KnativeService.committed("rule-service");
        rules.at("/spec/traffic/0").put("percent", 90);
        refused(report, rules, "90", "spec.traffic");
    }

    @Test
    void anotherTemplateUnderTheSameRevision(TestReporter report) {
        KnativeService rules = KnativeService.committed("rule-service");
        rules.container()
                .withArrayProperty("env")
                .addObject()
                .put("name", "NEW")
                .put("value", "setting");
        refused(report, rules, "NEW", "without a name change");
    }

    @Test
    void aSecretThatIsNotThere(TestReporter report) {
        KnativeService rules = KnativeService.committed("rule-service");
        String current = rules.revision();
        // Also says so sooner than after the ten minutes that a deployment is given by default.
        String next = rules.next("broken");
        rules.at("/spec/template/metadata/annotations").put("serving.knative.dev/progress-deadline", "20s");
        rules.container()
                .withArrayProperty("env")
                .addObject()
                .put("name", "QUARKUS_DATASOURCE_PASSWORD_NEW")
                .putObject("valueFrom")
                .putObject("secretKeyRef")
                .put("name", "not-made-yet")
                .put("key", "password");
        rules.noTraffic().traffic(current, 100, "current");
        rules.traffic(next, 0, "candidate");
        long start = System.nanoTime();
        rules.apply();
        String said = Awaitility.await("the service says why")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> rules.condition("ConfigurationsReady")
                                .path("message")
                                .asText(),
                        text -> text.contains("not-made-yet"));
        report.publishEntry("kubectl describe ksvc says after " + Times.since(start), said);
    }

    private void refused(TestReporter report, KnativeService manifest, String... words) {
        Kubectl.Output output = manifest.tryToApply();
        assertNotEquals(0, output.status());
        for (String word : words) {
            assertTrue(output.errors().contains(word), output::errors);
        }
        String said =
                output.errors().replaceFirst("(?s).*denied the request: ", "").strip();
        report.publishEntry("kubectl apply says", said.lines().findFirst().orElse(""));
    }
}
