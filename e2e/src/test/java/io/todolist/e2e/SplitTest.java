package io.todolist.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.todolist.e2e.Load.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A canary is an edit of spec.traffic in knative/gateway-service.yaml, and another apply. */
@Order(3)
class SplitTest {
    private static String current;
    private static String candidate;

    @BeforeAll
    static void release() {
        Product.installed();
        KnativeService gateway = KnativeService.committed("gateway-service");
        current = gateway.revision();
        candidate = gateway.next("candidate");
        split(50, 50);
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    @Test
    @Order(1)
    void halfOfAThousandRequestsGoToEach(TestReporter report) {
        Load warming = Load.of(8, anybody());
        awaitShare(warming, 50, 10);
        warming.stop();
        List<Answer> answers = new ArrayList<>();
        Visitor visitor = Visitor.anonymous();
        for (int i = 0; i < 1000; i++) {
            HttpResponse<String> answer = visitor.get("/");
            answers.add(new Answer(
                    Instant.now(),
                    answer.statusCode(),
                    answer.headers().firstValue("X-Todolist-Version").orElse(""),
                    false,
                    ""));
        }
        assertEquals(Map.of(200, 1000L), Load.byStatus(answers));
        double share = Load.share(candidate, answers);
        report.publishEntry("Candidate's share of 1,000 requests at 50 %", percent(share));
        assertTrue(share >= 45 && share <= 55, () -> "share of the candidate: " + share);
    }

    @Test
    @Order(2)
    void editsOfTheSplitUnderLoadFailNoRequest(TestReporter report) {
        Visitor ann = Visitor.registered();
        ann.add("one");
        Load load = Load.of(
                List.of(anybody(), anybody(), anybody(), anybody(), home(ann), home(ann), home(ann), home(ann)));
        for (int share : List.of(10, 100, 0)) {
            split(100 - share, share);
            long edited = System.nanoTime();
            double seen = awaitShare(load, share, share == 10 ? 6 : 0);
            report.publishEntry(
                    "Edited to " + share + " %", percent(seen) + " seen " + Times.since(edited) + " s after Ready");
        }
        List<Answer> answers = load.stop();
        report.publishEntry(
                "Answers while it was edited", Load.byStatus(answers).toString());
        assertEquals(List.of(), Load.failures(answers));
        assertEquals(Set.of(200), Load.byStatus(answers).keySet());
        assertTrue(ann.isSignedIn());
    }

    @Test
    @Order(3)
    void aVisitInTheBrowserCrossesRevisionsUnharmed(TestReporter report) {
        split(50, 50);
        Set<String> documents = new HashSet<>();
        Set<String> data = new HashSet<>();
        try (Browser browser = new Browser()) {
            Page page = browser.page;
            page.onResponse(response -> {
                (isDocument(response) ? documents : data)
                        .add(response.headers().getOrDefault("x-todolist-version", ""));
            });
            browser.signIn(Visitor.registered());
            page.navigate("/");
            page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("New todo"))
                    .fill("Half a li");
            for (int i = 0; i < 20; i++) {
                page.reload();
                assertThat(page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("New todo")))
                        .hasValue("Half a li");
            }
            assertThat(page.getByText("Sign out")).isVisible();
            assertEquals(List.of(), browser.complaints());
        }
        data.remove("");
        report.publishEntry("Revisions that served a browser's visit", String.join(" and ", documents));
        assertEquals(Set.of(current, candidate), documents);
        assertEquals(Set.of(current, candidate), data);
    }

    @Test
    @Order(4)
    void aCandidateWithoutTrafficAnswersWhoeverAsksForIt(TestReporter report) {
        KnativeService rules = KnativeService.committed("rule-service").annotate("window", "6s");
        String old = rules.revision();
        String next = rules.next("candidate");
        rules.noTraffic()
                .traffic(old, 100, "current")
                .traffic(next, 0, "candidate")
                .apply()
                .awaitReady();
        Visitor ann = Visitor.registered();
        ann.add("one");
        Awaitility.await("the candidate sleeps")
                .atMost(Duration.ofSeconds(60))
                .until(() -> podsOf(next) == 0);

        assertEquals(200, ann.get("/api/todos").statusCode());
        assertEquals(0, podsOf(next), "woken by a request that did not ask for it");
        HttpResponse<String> answer = ann.get("/api/todos", Map.of("X-Todolist-Candidate", "rule-service"));
        assertEquals("one", ann.json(answer).at("/items/0/name").asText());
        assertEquals(1, podsOf(next), "pods of the candidate");
        report.publishEntry("rule-service's candidate at 0 %", "asleep, and woken by X-Todolist-Candidate only");
    }

    private static long podsOf(String revision) {
        return Pods.alive(Product.KUBECTL, "rule-service").stream()
                .filter(pod -> revision.equals(pod.at("/metadata/labels")
                        .path("serving.knative.dev/revision")
                        .asText()))
                .count();
    }

    private static boolean isDocument(Response response) {
        return response.request().isNavigationRequest();
    }

    private static void split(int ofCurrent, int ofCandidate) {
        KnativeService gateway = KnativeService.committed("gateway-service");
        gateway.next("candidate");
        gateway.noTraffic()
                .traffic(current, ofCurrent, "current")
                .traffic(candidate, ofCandidate, "candidate")
                .apply()
                .awaitReady();
    }

    /** The ingress learns of an edit a moment after Knative calls it ready. Returns the share that was seen. */
    private static double awaitShare(Load load, int share, int tolerance) {
        Instant begin = Instant.now();
        double[] seen = new double[1];
        Awaitility.await("share of " + share + " %")
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    List<Answer> recent = load.since(begin);
                    int some = 300;
                    if (recent.size() < some) {
                        return false;
                    }
                    seen[0] = Load.share(candidate, recent.subList(recent.size() - some, recent.size()));
                    return Math.abs(seen[0] - share) <= tolerance;
                });
        return seen[0];
    }

    private static Supplier<HttpResponse<String>> anybody() {
        Visitor visitor = Visitor.anonymous();
        return () -> visitor.get("/");
    }

    private static Supplier<HttpResponse<String>> home(Visitor visitor) {
        return () -> visitor.get("/api/home");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share);
    }
}
