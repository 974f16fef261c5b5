package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.e2e.Load.Answer;
import io.todolist.e2e.Load.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * `release` proves the gateway's next version with visitors, and takes back those in which a fault was planted. The next
 * version runs on the JVM, so its plan accepts that it is slower than a native one.
 */
@Order(4)
class ReleaseTest {
    private static final int PROMOTED = 0;
    private static final int TAKEN_BACK = 3;
    private static final int WAITS = 4;
    private static final String[] NO_STARTS = {"starts: 0", "slower: 5"};

    private static String current;
    private Load load;

    @BeforeAll
    static void install() {
        Product.installed();
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
        Release.forget();
    }

    /** What a release before this one knew is of other revisions. */
    @BeforeEach
    void currentVersionAlone() {
        Release.forget();
        KnativeService calm = KnativeService.committed("gateway-service").annotate("window", "6s");
        current = calm.next("calm");
        calm.noTraffic().traffic(current, 100, "current").apply().awaitReady();
    }

    @AfterEach
    void visitorsGo() {
        if (load != null) {
            load.stop();
        }
    }

    @Test
    @Order(1)
    void aHarmlessVersionIsPromoted(TestReporter report) {
        String candidate = candidate("harmless");
        Release release = new Release(
                "starts: 7",
                "slowerStart: 10",
                "slower: 5",
                "replay: {recording: %s, speed: 10}".formatted(recording()));
        long begin = System.nanoTime();
        // Nobody comes before it asks for visitors: else no version would fall asleep.
        Process process = release.start("run", "--candidate", candidate);
        await(candidate, 10);
        visitors();
        assertEquals(PROMOTED, Release.end(process), release::said);
        report.publishEntry(
                "A whole release, 7 starts of each version and two windows of 20 s", Times.since(begin) + " s");
        assertTrue(release.said().contains("6 visits with "), release::said);
        assertEquals(Map.of(candidate, 100, current, 0), split());
        List<Answer> answers = load.stop();
        assertEquals(List.of(), Load.failures(answers));
        report.publishEntry(
                "Answers while it was released", Load.byStatus(answers).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "failing, PLANTED_ERRORS_PERCENT, 10, requests failed",
        "slow, PLANTED_DELAY_MS, 400, warm requests took",
        // What its visitors miss is counted at once, that its process has ended when Kubernetes has noticed.
        "ending, PLANTED_LAST_REQUEST, 60, ended by itself|requests failed",
        "leaking, PLANTED_LEAK_MB, 4, ended by itself|requests failed"
    })
    @Order(2)
    void aVersionWithAFaultIsTakenBackForIt(
            String name, String fault, String extent, String cause, TestReporter report) {
        String candidate = candidate(name, fault, extent);
        Release release = new Release(NO_STARTS);
        visitors();
        assertEquals(TAKEN_BACK, release.run("run", "--candidate", candidate), release::said);
        assertTrue(Pattern.compile(cause).matcher(release.said()).find(), release::said);
        assertEquals(Map.of(candidate, 0, current, 100), split());
        List<Answer> answers = load.stop();
        assertTrue(Set.of(200, 500, 502).containsAll(Load.byStatus(answers).keySet()), () -> Load.byStatus(answers)
                .toString());
        report.publishEntry("Taken back: " + name, Load.byStatus(answers) + " by status");
    }

    /** Beside a version that is for the JVM, too. */
    @Test
    @Order(2)
    void aSlowerStartIsSeenBeforeAnyVisitor(TestReporter report) {
        KnativeService quick = NextVersion.of("gateway-service").annotate("window", "6s");
        current = quick.next("quick");
        quick.noTraffic().traffic(current, 100, "current").apply().awaitReady();
        String candidate = candidate("starting-slowly", "PLANTED_START_MS", "4000");
        Release release = new Release("starts: 7");
        long begin = System.nanoTime();
        assertEquals(TAKEN_BACK, release.run("run", "--candidate", candidate), release::said);
        assertTrue(release.said().contains("Its cold starts are slower"), release::said);
        assertEquals(Map.of(candidate, 0, current, 100), split());
        report.publishEntry("Taken back: starts slowly", "after " + Times.since(begin) + " s");
    }

    @Test
    @Order(3)
    void whoeverIsKilledIsReplacedByTheNextOne() {
        String candidate = candidate("interrupted");
        Release release = new Release(NO_STARTS);
        visitors();
        Process first = release.start("run", "--candidate", candidate);
        await(candidate, 10);
        first.destroyForcibly();
        Process second = release.start("run");
        await(candidate, 50);
        second.destroyForcibly();
        assertEquals(PROMOTED, release.run("run"), release::said);
        assertEquals(Map.of(candidate, 100, current, 0), split());
        assertEquals(List.of(), Load.failures(load.stop()));
    }

    @Test
    @Order(4)
    void anEditByHandStaysAndAPersonIsAsked() {
        String candidate = candidate("edited");
        Release release = new Release(NO_STARTS);
        visitors();
        Process process = release.start("run", "--candidate", candidate);
        await(candidate, 10);
        Product.KUBECTL.run(
                "patch",
                "ksvc/gateway-service",
                "--type=json",
                "-p",
                "[{\"op\": \"replace\", \"path\": \"/spec/traffic/0/percent\", \"value\": 70},"
                        + "{\"op\": \"replace\", \"path\": \"/spec/traffic/1/percent\", \"value\": 30}]");
        assertEquals(WAITS, Release.end(process), release::said);
        assertEquals(Map.of(candidate, 30, current, 70), split());
    }

    @Test
    @Order(5)
    void inTheClusterItMayWriteNothingElse() {
        kubectl("apply");
        assertEquals("yes", may("patch", "services.serving.knative.dev/gateway-service"));
        assertEquals("yes", may("update", "configmaps/release-gateway-service"));
        assertEquals("no", may("update", "configmaps/jwks"));
        assertEquals("no", may("create", "configmaps"));
        assertEquals("no", may("get", "secrets"));
        assertEquals("no", may("create", "pods"));
        assertEquals("no", may("create", "services.serving.knative.dev"));
        kubectl("delete");
    }

    @Test
    @Order(6)
    void theClusterGoesOnWithWhatAPersonBegan(TestReporter report) {
        kubectl("apply");
        String candidate = candidate("by-the-cluster");
        Release release = new Release(NO_STARTS);
        visitors();
        Process process = release.start("run", "--candidate", candidate);
        await(candidate, 10);
        process.destroyForcibly();
        long begin = System.nanoTime();
        Product.KUBECTL.run("patch", "cronjob/release-gateway-service", "-p", "{\"spec\": {\"suspend\": false}}");
        await(candidate, 100);
        report.publishEntry("A CronJob went on from 10 % to the end", Times.since(begin) + " s");
        assertEquals(List.of(), Load.failures(load.stop()));
        kubectl("delete");
    }

    @Test
    @Order(7)
    void itIsAPlugInOfKubectl() throws IOException {
        Path path = Files.createTempDirectory("path");
        Files.createSymbolicLink(path.resolve("kubectl-release"), Settings.CHECKOUT.resolve("release/release"));
        String said = Kubectl.command(
                "env",
                "PATH=" + path + ":" + System.getenv("PATH"),
                "kubectl",
                "release",
                "plan",
                "--file=" + Settings.CHECKOUT.resolve("gateway-service/release.yaml"));
        assertTrue(said.startsWith("gateway-service\n"), said);
    }

    /** As a person does it: what it may at the ingress is in another namespace. */
    private static void kubectl(String verb) {
        Kubectl.command("kubectl", verb, "-f", Manifests.release().toString());
    }

    private static String may(String verb, String object) {
        return Product.KUBECTL
                .attempt("", "auth", "can-i", verb, object, "--as=system:serviceaccount:todolist:release")
                .text()
                .strip();
    }

    /** At 0 %, beside the current version. */
    private static String candidate(String name, String... environment) {
        KnativeService next = NextVersion.of("gateway-service").annotate("window", "6s");
        String candidate = next.next(name);
        for (int i = 0; i < environment.length; i += 2) {
            next.env(environment[i], environment[i + 1]);
        }
        next.noTraffic()
                .traffic(current, 100, "current")
                .traffic(candidate, 0, "candidate")
                .apply()
                .awaitReady();
        return candidate;
    }

    /** Of a gateway, three visits, and the same by others: so many are enough to judge by. */
    private static Path recording() {
        try {
            List<String> lines =
                    Files.readAllLines(Settings.CHECKOUT.resolve("release/src/test/resources/recording.jsonl"));
            List<String> twice = new ArrayList<>(lines);
            lines.forEach(line -> twice.add(line.replace("\"visit\":\"", "\"visit\":\"again-")));
            return Files.write(Files.createTempFile("visits", ".jsonl"), twice);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void visitors() {
        Visitor ann = Visitor.registered();
        ann.add("one");
        load = Load.of(8, Request.ok(() -> ann.get("/api/home")));
    }

    private static void await(String candidate, int percent) {
        Awaitility.await(percent + " % of the visitors for " + candidate)
                .atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> split().get(candidate) == percent);
    }

    private static Map<String, Integer> split() {
        Map<String, Integer> split = new TreeMap<>();
        for (JsonNode target :
                Product.KUBECTL.json("get", "ksvc/gateway-service").at("/spec/traffic")) {
            split.put(
                    target.path("revisionName").asText(), target.path("percent").asInt());
        }
        return split;
    }
}
