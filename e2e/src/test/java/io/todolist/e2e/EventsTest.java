package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    private static final Kubectl EVENTING = new Kubectl("knative-eventing");
    private static final String EACH_QUARTER = "*/15 * * * *";

    /** A quarter of an hour may end within a test, and a ping comes up to half a minute late. */
    private static final String EACH_LEAP_YEAR = "0 0 29 2 *";

    private static final String EACH_MINUTE = "* * * * *";

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
        KUBECTL.delete("secret/mail", "networkpolicy/mail-server");
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
        hintsByTheBroker();
        erases("hints by the broker", Duration.ofSeconds(60), report);
    }

    /**
     * The broker has the hint in its memory and nobody to give it to when that is killed; and who sent it is gone by then, so that nobody
     * sends it again. The ping begins when all that is over.
     */
    @Test
    @Order(3)
    void whatTheBrokerForgetsIsMadeGoodByThePing(TestReporter report) {
        assumeTrue(hasEventing(), "Knative Eventing is not installed");
        hintsByTheBroker();
        KUBECTL.delete("pingsource/events");
        EVENTING.run("scale", "deployment/mt-broker-filter", "--replicas=0");
        String id;
        try {
            EVENTING.run(
                    "wait", "--for=delete", "--timeout=90s", "pod", "-l", "eventing.knative.dev/brokerRole=filter");
            id = deleted("the broker's hint not delivered", report);
            awaitNobodyLeftToRepeatIt();
            JsonNode dispatcher = EVENTING.json("get", "pods", "-l", "messaging.knative.dev/role=dispatcher")
                    .at("/items/0");
            report.publishEntry("The broker's dispatcher ended by", Pods.kill(EVENTING, dispatcher, "dispatcher"));
        } finally {
            EVENTING.run("scale", "deployment/mt-broker-filter", "--replicas=1");
        }
        for (String part : List.of("mt-broker-filter", "imc-dispatcher")) {
            EVENTING.run("rollout", "status", "deployment/" + part, "--timeout=90s");
        }
        awaitBroker();
        // Whatever woke rule-service meanwhile: had it been the hint, it would have been taken by now.
        Product.awaitZero();
        assertEquals("0", count("erased_owner", id), "the broker has not forgotten the hint");

        long start = System.nanoTime();
        pingEachMinute();
        awaitErased(id, Duration.ofMinutes(3));
        report.publishEntry(
                "Its todos erased, the broker's hint forgotten", "after " + Times.since(start) + " by the ping");
    }

    /** The ping comes each minute here, not each hour. */
    @Test
    @Order(4)
    void aHintThatGotLostIsMadeGoodByThePing(TestReporter report) {
        assumeTrue(hasEventing(), "Knative Eventing is not installed");
        revision("user-service", "nowhere", "TODOLIST_EVENTS_SINK", "http://nowhere.invalid/");
        pingEachMinute();
        erases("its hint lost", Duration.ofMinutes(3), report);
    }

    /** By a mail server of this machine; beside it, in turns, a service that does nothing. */
    @Test
    @Order(5)
    void aMailIsSentThoughEverythingWasAsleep(TestReporter report) {
        String host = Settings.MAIL_HOST.orElseGet(() -> abort("E2E_MAIL_HOST is not set"));
        ServerSetup setup = new ServerSetup(0, "0.0.0.0", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(20_000);
        GreenMail server = new GreenMail(setup)
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        HelloPod nothing = new HelloPod();
        try {
            KUBECTL.apply(mailServer(host, server.getSmtp().getPort()));
            revision("user-service", "mailing", "TODOLIST_MAIL_PAGE", "http://" + Product.host());
            judge(nothing, server, report);
        } finally {
            nothing.remove();
            server.stop();
        }
    }

    private static void judge(HelloPod nothing, GreenMail server, TestReporter report) {
        List<Duration> hello = new ArrayList<>();
        List<Duration> mailed = new ArrayList<>();
        for (int mail = 1; mail <= Settings.times(10, 1); mail++) {
            Product.awaitZero(nothing.service());
            long start = System.nanoTime();
            assertEquals(200, nothing.ask().statusCode());
            hello.add(Duration.ofNanos(System.nanoTime() - start));

            Product.awaitZero(nothing.service());
            int number = mail;
            Visitor ann = Visitor.anonymous();
            start = System.nanoTime();
            ann.register(ann.name + "@example.org");
            Awaitility.await("the mail")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> server.getReceivedMessages().length >= number);
            mailed.add(Duration.ofNanos(System.nanoTime() - start));
        }
        report.publishEntry("A pod that does nothing", Times.summary(hello));
        report.publishEntry("A mail after a registration, everything asleep", Times.summary(mailed));
        Duration limit = Times.median(hello).multipliedBy(3).dividedBy(2).plus(Duration.ofSeconds(1));
        // A few starts are not enough for a median to judge by.
        if (!Settings.quick()) {
            assertTrue(Times.median(mailed).compareTo(limit) <= 0, "limit " + Times.seconds(limit));
        }
    }

    /** As k8s/README.md says; the mail server here has no TLS. */
    private static String mailServer(String host, int port) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: mail}
                stringData:
                  TODOLIST_MAIL_FROM: Todolist <todolist@example.org>
                  QUARKUS_MAILER_HOST: "%1$s"
                  QUARKUS_MAILER_PORT: "%2$d"
                  QUARKUS_MAILER_START_TLS: DISABLED
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: mail-server}
                spec:
                  podSelector: {matchLabels: {app.kubernetes.io/name: user-service}}
                  policyTypes: [Egress]
                  egress:
                    - to: [{ipBlock: {cidr: %1$s/32}}]
                      ports: [{port: %2$d}]
                """
                .formatted(host, port);
    }

    /** What a person sees who asks how the services get on with each other's events. */
    @Test
    @Order(6)
    void theCommandShowsThatAllIsTaken() {
        String shown = events();
        assertTrue(shown.contains("rule-service"), shown);
        assertEquals("taken up again: 0", events("retry"));
        // A pod may fall asleep, or be woken, just then.
        if (hasEventing()) {
            KUBECTL.delete("pingsource/events");
        }
        Awaitility.await("rule-service is asleep").atMost(Duration.ofMinutes(5)).until(() -> {
            Product.awaitZero();
            return events("rebuild").equals("rule-service is asleep, and looks when it is awake");
        });
        Visitor ann = Visitor.registered();
        Awaitility.await("rule-service was told").atMost(Duration.ofMinutes(2)).until(() -> {
            ann.get("/api/todos");
            return events("rebuild").equals("rule-service was told: HTTP/1.1 204 No Content");
        });
    }

    private static String events(String... words) {
        String command = Settings.CHECKOUT.resolve("k8s/events").toString();
        return Kubectl.command(
                Stream.concat(Stream.of(command), Stream.of(words)).toArray(String[]::new));
    }

    private static void erases(String when, Duration limit, TestReporter report) {
        long start = System.nanoTime();
        String id = deleted(when, report);
        awaitErased(id, limit);
        report.publishEntry("Its todos erased, " + when, "after " + Times.since(start));
    }

    /** While everything was asleep. @return the id of the account */
    private static String deleted(String when, TestReporter report) {
        Visitor ann = Visitor.registered();
        ann.add("one");
        String id = ann.json(ann.get("/api/me")).path("id").asText();
        Product.awaitZero();
        long start = System.nanoTime();
        assertEquals(
                204, ann.delete("/api/me", Map.of("password", Visitor.PASSWORD)).statusCode());
        report.publishEntry("An account deleted, " + when, "204 after " + Times.since(start));
        return id;
    }

    /** A pod that is being stopped goes on for half a minute, and may repeat a hint, or that a session has ended. */
    private static void awaitNobodyLeftToRepeatIt() {
        Product.awaitZero();
        Awaitility.await("no pod of user-service")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> KUBECTL.json("get", "pods", "-l", "serving.knative.dev/service=user-service")
                        .path("items")
                        .isEmpty());
    }

    private static void awaitErased(String id, Duration limit) {
        Awaitility.await("rule-service has taken the event").atMost(limit).until(() -> count("erased_owner", id)
                .equals("1"));
        assertEquals("0", count("todo", id));
    }

    private static void hintsByTheBroker() {
        KUBECTL.apply(Manifests.eventing().replace(EACH_QUARTER, EACH_LEAP_YEAR));
        awaitBroker();
        revision(
                "user-service",
                "broker",
                "TODOLIST_EVENTS_SINK",
                "http://broker-ingress.knative-eventing.svc.cluster.local/todolist/default");
    }

    private static void awaitBroker() {
        KUBECTL.run("wait", "--for=condition=Ready", "--timeout=90s", "broker/default", "trigger/rule-service");
    }

    private static void pingEachMinute() {
        KUBECTL.apply(Manifests.eventing().replace(EACH_QUARTER, EACH_MINUTE));
        KUBECTL.run("wait", "--for=condition=Ready", "--timeout=90s", "pingsource/events");
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
