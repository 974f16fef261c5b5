package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.e2e.Load.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody writes all the time, and where pods end by themselves, somebody else's changes take 12 s. Whatever happens to the pods,
 * every acknowledged todo is there, and nobody sees an error.
 */
@Order(6)
class NothingLostTest {
    private static final Kubectl KUBECTL = Product.KUBECTL;

    /** How long the gateway holds a request for a service that is away (todolist.downstream.hold). */
    private static final Duration HOLD = Duration.ofSeconds(30);

    private Writers writers;

    @BeforeAll
    static void twoOfEach() {
        Product.installed();
        Product.tuned("pair", Map.of("min-scale", "2", "window", "6s"));
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    @BeforeEach
    void write() {
        for (String service : Product.SERVICES) {
            awaiting("two pods of " + service)
                    .until(() -> Pods.ready(KUBECTL, service).size() >= 2);
        }
        writers = new Writers().awaitMore(50);
    }

    @AfterEach
    void stop() {
        writers.stop();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"rule-service", "gateway-service"})
    void aNewRevisionTakesOver(String name, TestReporter report) {
        LongChanges changes = new LongChanges();
        Instant begin = Instant.now();
        KnativeService service = KnativeService.committed(name)
                .annotate("min-scale", 2)
                .annotate("window", "6s")
                .env("TODOLIST_BODY_TIMEOUT", "60s");
        String next = service.next("next");
        service.noTraffic().traffic(next, 100, "current").apply().awaitReady();
        awaiting("the old revision's pods have gone")
                .until(() -> Pods.alive(KUBECTL, name).stream().allMatch(pod -> next.equals(Pods.revision(pod))));
        writers.awaitMore(100);
        changes.areDone();
        nothingFailed(report, "Rolling to a new revision of " + name, begin);
    }

    @Test
    @Order(2)
    void fewerPodsAreNeeded(TestReporter report) {
        Visitor ann = Visitor.registered();
        List<HeldRequest> busy =
                Stream.generate(() -> new HeldRequest(ann)).limit(35).toList();
        awaiting("four pods").until(() -> Pods.ready(KUBECTL, "gateway-service").size() >= 4);
        Instant begin = Instant.now();
        assertEquals(
                List.of("HTTP/1.1 201 Created"),
                busy.parallelStream().map(HeldRequest::finish).distinct().toList());
        LongChanges changes = new LongChanges();
        awaiting("two pods").until(() -> Pods.alive(KUBECTL, "gateway-service").size() == 2);
        writers.awaitMore(100);
        changes.areDone();
        nothingFailed(report, "Gateway scaled down from four pods to two", begin);
    }

    /** Each that there is, with all that it is asked for. */
    @ParameterizedTest
    @Order(3)
    @ValueSource(strings = {"rule-service", "gateway-service"})
    void allPodsAreDeleted(String name, TestReporter report) {
        LongChanges changes = new LongChanges();
        Instant begin = Instant.now();
        KUBECTL.run("delete", "pod", "-l", "serving.knative.dev/service=" + name, "--wait=false");
        writers.awaitMore(100);
        changes.areDone();
        nothingFailed(report, "Pods of " + name + " deleted", begin);
    }

    @ParameterizedTest
    @Order(4)
    @ValueSource(strings = {"rule-service", "user-service"})
    void aPodIsKilled(String name, TestReporter report) {
        Instant begin = Instant.now();
        String how = Pods.kill(KUBECTL, Pods.ready(KUBECTL, name).get(0), name);
        writers.awaitMore(200);
        nothingFailed(report, "Pod of " + name + " ended by " + how, begin);
    }

    /** In front of the gateway is only the ingress: it asks again where knative/istio/retry.yaml is applied. */
    @Test
    @Order(5)
    void aPodOfTheGatewayIsKilled(TestReporter report) {
        IngressRetry.during(() -> {
            Instant begin = Instant.now();
            String how =
                    Pods.kill(KUBECTL, Pods.ready(KUBECTL, "gateway-service").get(0), "gateway-service");
            writers.awaitMore(200);
            nothingFailed(report, "Pod of gateway-service ended by " + how + ", ingress with retries", begin);
        });
    }

    @Test
    @Order(6)
    void aNodeIsDrained(TestReporter report) throws InterruptedException {
        JsonNode pod = Pods.ready(KUBECTL, "rule-service").get(0);
        String node = pod.at("/spec/nodeName").asText();
        LongChanges changes = new LongChanges();
        boolean onlyNode = KUBECTL.json("get", "nodes").path("items").size() == 1;
        Instant begin = Instant.now();
        Process drain = KUBECTL.start(
                "drain",
                node,
                "--pod-selector=serving.knative.dev/service in (gateway-service,rule-service,user-service)",
                "--delete-emptydir-data",
                "--ignore-daemonsets",
                "--force",
                "--timeout=120s");
        try {
            awaiting("the pods go").until(() -> Pods.alive(KUBECTL, "rule-service").stream()
                    .noneMatch(it -> Pods.name(it).equals(Pods.name(pod))));
            if (onlyNode) {
                // Their successors have no other place.
                KUBECTL.run("uncordon", node);
            }
            assertEquals(0, drain.waitFor());
        } finally {
            drain.destroy();
            KUBECTL.run("uncordon", node);
        }
        writers.awaitMore(200);
        changes.areDone();
        nothingFailed(
                report,
                "Node drained" + (onlyNode ? " (the only one: usable again as soon as the pods go)" : ""),
                begin);
    }

    /** The old key is forgotten before its tokens have expired: whoever is signed in gets a new one, and stays so. */
    @Test
    @Order(7)
    void theSigningKeyIsChanged(TestReporter report) {
        String before = publicKeys();
        Visitor ann = Visitor.registered();
        String signedByTheOld = ann.accessToken();
        Instant begin = Instant.now();
        secrets("rotate");
        writers.awaitMore(100);
        KUBECTL.run("annotate", "--overwrite", "secret/signing-key", "todolist/rotated-at=0");
        secrets("retire");
        writers.awaitMore(100);
        assertEquals(200, ann.get("/api/todos").statusCode());
        assertNotEquals(signedByTheOld, ann.accessToken());
        assertNotEquals(before, publicKeys());
        nothingFailed(report, "Signing key rotated, the old one retired at once", begin);
    }

    /** Requests are held as long as it takes; only where PostgreSQL is away for longer than that, some may be refused. */
    @Test
    @Order(8)
    void postgresIsRestarted(TestReporter report) {
        String before = uid("postgres-0");
        Instant begin = Instant.now();
        KUBECTL.run("delete", "pod", "postgres-0", "--wait=false");
        Awaitility.await("PostgreSQL is back")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !uid("postgres-0").equals(before) && isReady("postgres-0"));
        Instant back = Instant.now();
        writers.awaitMore(100);
        List<Answer> answers = writers.stopAndFindEveryTodo();
        Duration recovery = Duration.between(
                back,
                answers.stream()
                        .filter(answer -> answer.status() == 201 && answer.at().isAfter(back))
                        .findFirst()
                        .orElseThrow()
                        .at());
        report.publishEntry("PostgreSQL restarted", told(answers, begin));
        report.publishEntry("PostgreSQL was away", Times.seconds(Duration.between(begin, back)));
        report.publishEntry("Writing again after it was ready", Times.seconds(recovery));
        boolean mayBeRefused = Duration.between(begin, back).plus(recovery).compareTo(HOLD) >= 0;
        List<Answer> wrong = Load.failures(answers).stream()
                .filter(answer -> !(mayBeRefused && answer.status() == 503 && answer.retryAfter()))
                .toList();
        assertEquals(List.of(), wrong);
        assertTrue(recovery.compareTo(Duration.ofSeconds(2)) <= 0, () -> "writing again after " + recovery);
    }

    /** Somebody has got hold of the signing key, and of a token that was made with it. */
    @Test
    @Order(9)
    void aStolenSigningKeyIsWorthNothingAtOnce() {
        writers.stopAndFindEveryTodo();
        Visitor ann = Visitor.registered();
        ann.add("one");
        String stolen = ann.accessToken();
        Map<String, String> cookie = Map.of("Cookie", "jwtToken=" + stolen);
        assertEquals(200, Visitor.anonymous().get("/api/todos", cookie).statusCode());
        secrets("revoke");
        assertEquals(401, Visitor.anonymous().get("/api/todos", cookie).statusCode());
        assertEquals(Set.of("one"), ann.allNames());
        assertNotEquals(stolen, ann.accessToken());
    }

    private static void secrets(String what) {
        Kubectl.command(Settings.CHECKOUT.resolve("k8s/secrets").toString(), what);
    }

    private static String publicKeys() {
        return KUBECTL.field("configmap/jwks", ".data.jwks\\.json");
    }

    private void nothingFailed(TestReporter report, String what, Instant begin) {
        List<Answer> answers = writers.stopAndFindEveryTodo();
        report.publishEntry(what, told(answers, begin));
        assertEquals(List.of(), Load.failures(answers));
    }

    private String told(List<Answer> answers, Instant begin) {
        List<Answer> since =
                answers.stream().filter(answer -> answer.at().isAfter(begin)).toList();
        return "%s by status, longest silence %s; %d todos acknowledged in all, every one is there"
                .formatted(Load.byStatus(since), Times.seconds(longestSilence(since, begin)), writers.acknowledged());
    }

    private static Duration longestSilence(List<Answer> answers, Instant begin) {
        List<Instant> times = new ArrayList<>(List.of(begin));
        answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(Answer::at)
                .sorted()
                .forEach(times::add);
        Duration longest = Duration.ZERO;
        for (int i = 1; i < times.size(); i++) {
            Duration silence = Duration.between(times.get(i - 1), times.get(i));
            longest = silence.compareTo(longest) > 0 ? silence : longest;
        }
        return longest;
    }

    /** Empty while there is none. */
    private static String uid(String pod) {
        return KUBECTL.field("pod/" + pod, ".metadata.uid");
    }

    private static boolean isReady(String pod) {
        return KUBECTL.field("pod/" + pod, ".status.conditions[?(@.type=='Ready')].status")
                .equals("True");
    }

    private static ConditionFactory awaiting(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }
}
