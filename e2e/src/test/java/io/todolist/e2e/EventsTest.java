package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    private static final Kubectl KUBECTL = Product.KUBECTL;

    /** What is new is read when a hint comes, and not also soon after the start, for which there may be other reasons. */
    @BeforeAll
    static void install() {
        Product.installed();
        Product.tuned("drowsy", Map.of("window", "6s"));
        revision("rule-service", "hinted", "TODOLIST_EVENTS_FIRST", "1h");
    }

    @AfterAll
    static void restore() {
        if (hasEventing()) {
            KUBECTL.attempt(
                    "",
                    "delete",
                    "--ignore-not-found",
                    "pingsource/events",
                    "trigger/rule-service",
                    "trigger/user-service",
                    "broker/default");
        }
        Product.asCommitted();
    }

    /** The row says that it was the event, and not the gateway's request for a user-service of the release before. */
    @Test
    @Order(1)
    void aDeletedAccountWakesRuleServiceWhichErasesItsTodos(TestReporter report) {
        erases("everything asleep", Duration.ofSeconds(30), report);
    }

    @Test
    @Order(2)
    void soItDoesByABroker(TestReporter report) {
        assumeTrue(hasEventing(), "Knative Eventing is not installed");
        KUBECTL.apply(Manifests.eventing());
        KUBECTL.run("wait", "--for=condition=Ready", "--timeout=90s", "broker/default", "trigger/rule-service");
        revision(
                "user-service",
                "broker",
                "TODOLIST_EVENTS_SINK",
                "http://broker-ingress.knative-eventing.svc.cluster.local/todolist/default");
        erases("hints by the broker", Duration.ofSeconds(60), report);
    }

    /** The ping comes each minute here, not each hour. */
    @Test
    @Order(3)
    void aHintThatGotLostIsMadeGoodByThePing(TestReporter report) {
        assumeTrue(hasEventing(), "Knative Eventing is not installed");
        revision("user-service", "nowhere", "TODOLIST_EVENTS_SINK", "http://nowhere.invalid/");
        KUBECTL.apply(Manifests.eventing().replace("*/15 * * * *", "* * * * *"));
        KUBECTL.run("wait", "--for=condition=Ready", "--timeout=90s", "pingsource/events");
        erases("its hint lost", Duration.ofSeconds(120), report);
    }

    private static void erases(String when, Duration limit, TestReporter report) {
        Visitor ann = Visitor.registered();
        ann.add("one");
        String id = ann.json(ann.get("/api/me")).path("id").asText();
        Product.awaitZero();
        long start = System.nanoTime();
        assertEquals(
                204, ann.delete("/api/me", Map.of("password", Visitor.PASSWORD)).statusCode());
        report.publishEntry("An account deleted, " + when, "204 after " + Times.since(start));
        Awaitility.await("rule-service has taken the event").atMost(limit).until(() -> count("erased_owner", id)
                .equals("1"));
        report.publishEntry("Its todos erased, " + when, "after " + Times.since(start));
        assertEquals("0", count("todo", id));
    }

    private static void revision(String service, String name, String setting, String value) {
        KnativeService next =
                KnativeService.committed(service).annotate("window", "6s").env(setting, value);
        next.noTraffic().traffic(next.next(name), 100, "current").apply().awaitReady();
    }

    private static boolean hasEventing() {
        return KUBECTL.attempt("", "get", "crd", "brokers.eventing.knative.dev").status() == 0;
    }

    private static String count(String table, String owner) {
        return TodosDatabase.query("select count(*) from %s where owner = '%s'".formatted(table, owner))
                .strip();
    }
}
