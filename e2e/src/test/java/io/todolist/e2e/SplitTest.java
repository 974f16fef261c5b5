package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.e2e.Load.Answer;
import io.todolist.e2e.Load.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * A canary is an edit of spec.traffic in knative/gateway-service.yaml, and another apply; or `release` edits it. The candidate
 * has another page.
 */
@Order(3)
class SplitTest {
    private static String current;
    private static String candidate;

    @BeforeAll
    static void release() {
        Product.installed();
        current = KnativeService.committed("gateway-service").revision();
        candidate = NextVersion.of("gateway-service").revision();
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
        Release.forget();
    }

    @Test
    @Order(1)
    void halfOfAThousandRequestsGoToEach(TestReporter report) {
        half();
        List<Answer> answers = Stream.generate(anybody()::send).limit(1000).toList();
        assertEquals(Map.of(200, 1000L), Load.byStatus(answers));
        double share = Load.share(candidate, answers);
        report.publishEntry("Candidate's share of 1,000 requests at 50 %", percent(share));
        assertTrue(share >= 45 && share <= 55, () -> "share of the candidate: " + share);
    }

    /** As an edit by hand, but `release` makes it, forth and back. */
    @Test
    @Order(2)
    void releasesForthAndBackUnderLoadFailNoRequest(TestReporter report) {
        split(100, 0);
        Visitor ann = Visitor.registered();
        ann.add("one");
        Load load = Load.of(
                List.of(anybody(), anybody(), anybody(), anybody(), home(ann), home(ann), home(ann), home(ann)));
        for (String next : List.of(candidate, current)) {
            // One of them is for the JVM, so they are not alike in time.
            Release release = new Release("steps: [10, 100]", "window: 5s", "starts: 0", "slower: 20");
            long begin = System.nanoTime();
            assertEquals(0, release.run("run", "--candidate", next), release::said);
            report.publishEntry("Released by a step of 10 %", next + " in " + Times.since(begin) + " s");
            double seen = awaitShare(load, next.equals(candidate) ? 100 : 0, 0);
            report.publishEntry("All visitors have it", percent(seen) + " have the candidate");
        }
        List<Answer> answers = load.stop();
        report.publishEntry(
                "Answers while it was released", Load.byStatus(answers).toString());
        assertEquals(List.of(), Load.failures(answers));
        assertTrue(ann.isSignedIn());
    }

    @Test
    @Order(3)
    void aVisitInTheBrowserCrossesRevisionsUnharmed(TestReporter report) {
        half();
        try (Browser browser = new Browser()) {
            CrossingVisit visit = new CrossingVisit(browser, candidate);
            visit.begin();
            // Which revision serves what is chance: 25 times are enough in all but one of ten thousand runs.
            for (int i = 0; i < 25 || i < 100 && visit.crossings().size() < 2; i++) {
                visit.goOn();
            }
            assertEquals(List.of(), browser.complaints());
            assertEquals(Set.of(current, candidate), visit.pages());
            assertEquals(Set.of(current, candidate), visit.data());
            assertEquals(Set.of(), visit.filesOfBoth(), "The candidate's page is the same");
            assertEquals(
                    Set.of(current + " by " + candidate, candidate + " by " + current),
                    visit.crossings(),
                    "a page's files that the other revision served");
            report.publishEntry("Revisions that served a browser's visit", String.join(" and ", visit.pages()));
            report.publishEntry("Files of a page", String.join("; files of ", visit.crossings()));
            report.publishEntry(
                    "Built as",
                    current + " " + KnativeService.committed("gateway-service").flavour() + ", " + candidate + " "
                            + NextVersion.of("gateway-service").flavour());
        }
    }

    /** Seen at the ingress, and both are awake. */
    private static void half() {
        split(50, 50);
        Load warming = Load.of(8, anybody());
        try {
            awaitShare(warming, 50, 10);
        } finally {
            assertEquals(List.of(), Load.failures(warming.stop()));
        }
    }

    private static void split(int ofCurrent, int ofCandidate) {
        // How long it takes to start is not asked here.
        NextVersion.of("gateway-service")
                .annotate("scale-to-zero-pod-retention-period", "3m")
                .noTraffic()
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

    private static Request anybody() {
        Visitor visitor = Visitor.anonymous();
        return Request.ok(() -> visitor.get("/"));
    }

    private static Request home(Visitor visitor) {
        return Request.ok(() -> visitor.get("/api/home"));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share);
    }
}
