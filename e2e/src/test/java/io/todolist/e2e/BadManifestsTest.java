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
        Awaitility.await("answers").until(() -> load.answers().size() > 10);
        List<Answer> answers = load.stop();
        Product.asCommitted();
        assertEquals(List.of(), Load.failures(answers));
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
        rules.container()
                .withArrayProperty("env")
                .addObject()
                .put("name", "QUARKUS_DATASOURCE_PASSWORD_NEW")
                .putObject("valueFrom")
                .putObject("secretKeyRef")
                .put("name", "not-made-yet")
                .put("key", "password");
        toldWhy(report, rules, "not-made-yet");
    }

    @Test
    void anImageThatWasNotPushed(TestReporter report) {
        KnativeService rules = KnativeService.committed("rule-service");
        String image = rules.container().path("image").asText().replaceFirst(":[^:/]+$", ":not-pushed");
        rules.container().put("image", image);
        toldWhy(report, rules, "not-pushed");
    }

    @Test
    void aSettingThatTheServiceRefusesToStartWith(TestReporter report) {
        KnativeService rules =
                KnativeService.committed("rule-service").env("TODOLIST_DATABASE_LOCK_TIMEOUT", "two seconds");
        toldWhy(report, rules, "two seconds");
    }

    /** All the traffic is for a revision that does not come up: its maker is told, and everybody stays where they are. */
    private static void toldWhy(TestReporter report, KnativeService service, String word) {
        // Also says so sooner than after the ten minutes that a deployment is given by default.
        service.at("/spec/template/metadata/annotations").put("serving.knative.dev/progress-deadline", "20s");
        service.noTraffic().traffic(service.next("broken-" + word.replaceAll("\\W", "-")), 100, "current");
        long start = System.nanoTime();
        service.apply();
        String said = Awaitility.await("the service says why")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> service.condition("ConfigurationsReady")
                                .path("message")
                                .asText(),
                        text -> text.contains(word));
        report.publishEntry("kubectl describe ksvc says after " + Times.since(start), said.replaceAll("\\s+", " "));
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
