package io.todolist.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.todolist.e2e.Load.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A release of rule-service that changes the database. The way back is an edit of spec.traffic, so the old version works on. */
@Order(4)
class MigrationTest {
    /** Longer than it takes until a pod that is woken is seen. */
    private static final Duration WAKING = Duration.ofSeconds(3);

    private static String current;
    private static String candidate;

    @BeforeAll
    static void install() {
        Product.installed();
        current = KnativeService.committed("rule-service").revision();
        candidate = NextVersion.of("rule-service").revision();
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    @Test
    @Order(1)
    void bothVersionsWorkOnTheNewSchemaAndNothingIsLost(TestReporter report) {
        Writers writers = new Writers().awaitMore(50);
        try {
            NextVersion.migrate();
            for (int share : List.of(0, 50, 100, 0)) {
                split(100 - share, share);
                Set<String> wanted =
                        share == 50 ? Set.of(current, candidate) : Set.of(share == 0 ? current : candidate);
                writers.awaitMore(100);
                Awaitility.await("written by " + wanted)
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> NextVersion.writersOfLatest(100), wanted::equals);
            }
        } finally {
            writers.stop();
        }
        List<Answer> answers = writers.stopAndFindEveryTodo();
        report.publishEntry(
                "Migrated, then 0, 50, 100 and 0 % for the new version",
                Load.byStatus(answers) + " by status; " + writers.acknowledged()
                        + " todos acknowledged, every one is there");
        assertEquals(List.of(), Load.failures(answers));
    }

    @Test
    @Order(2)
    void aCandidateWithoutTrafficAnswersWhoeverAsksForItWithTheKey(TestReporter report) {
        split(100, 0);
        Visitor ann = Visitor.registered();
        ann.add("one");
        Awaitility.await("the candidate sleeps").atMost(Duration.ofSeconds(60)).until(() -> podsOfCandidate() == 0);

        long begin = System.nanoTime();
        do {
            assertEquals(200, ann.get("/api/todos").statusCode());
            assertEquals(0, podsOfCandidate(), "woken by a request that did not ask for it");
        } while (System.nanoTime() - begin < WAKING.toNanos());
        assertEquals(
                403,
                ann.get("/api/todos", Map.of("X-Todolist-Candidate", "rule-service"))
                        .statusCode());
        assertEquals(0, podsOfCandidate(), "woken by a request without the key");
        String key = new String(
                Base64.getDecoder().decode(Product.KUBECTL.field("secret/candidate-key", ".data.key")), UTF_8);
        HttpResponse<String> answer =
                ann.get("/api/todos", Map.of("X-Todolist-Candidate", "rule-service", "X-Todolist-Candidate-Key", key));
        assertEquals("one", ann.json(answer).at("/items/0/name").asText());
        assertEquals(1, podsOfCandidate(), "pods of the candidate");
        report.publishEntry(
                "rule-service's candidate at 0 %", "asleep, and woken by X-Todolist-Candidate with the key only");
    }

    private static void split(int ofCurrent, int ofCandidate) {
        NextVersion.of("rule-service")
                .annotate("window", "6s")
                .noTraffic()
                .traffic(current, ofCurrent, "current")
                .traffic(candidate, ofCandidate, "candidate")
                .apply()
                .awaitReady();
    }

    private static long podsOfCandidate() {
        return Pods.alive(Product.KUBECTL, "rule-service").stream()
                .filter(pod -> candidate.equals(Pods.revision(pod)))
                .count();
    }
}
