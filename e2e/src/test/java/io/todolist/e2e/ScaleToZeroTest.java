package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.e2e.StartSteps.Step;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Nothing runs, and somebody who was signed in yesterday comes back: the access token has run out, so all three services
 * are needed. Beside it, in turns, a service that does nothing, because most of the time is the cluster's.
 */
@Order(2)
class ScaleToZeroTest {
    private static final List<String> TODOS =
            IntStream.range(0, 10).mapToObj(i -> "todo " + i).toList();

    private final List<Duration> hello = new ArrayList<>();
    private final List<Duration> page = new ArrayList<>();
    private final List<Duration> data = new ArrayList<>();
    private final Map<String, List<Duration>> steps = new LinkedHashMap<>();

    @BeforeAll
    static void install() {
        Product.installed();
        Product.tuned("sleepy", Map.of("window", "6s"));
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    @Test
    void theFirstRequestGetsTheWholeList(TestReporter report) {
        Visitor ann = Visitor.registered();
        TODOS.forEach(ann::add);
        Visitor anybody = Visitor.anonymous();
        HelloPod nothing = new HelloPod();
        try (StartSteps watched = new StartSteps(Product.KUBECTL)) {
            for (int i = 0; i < Settings.times(25, 5); i++) {
                allAtZero(nothing);
                atAnyMoment();
                hello.add(time(nothing::ask, answer -> assertEquals(200, answer.statusCode())));
                atAnyMoment();
                Instant before = Instant.now();
                page.add(time(() -> anybody.get("/"), answer -> assertEquals(200, answer.statusCode())));
                takeApart(watched, "gateway-service", before, page.get(i));

                allAtZero(nothing);
                ann.forgetAccessToken();
                atAnyMoment();
                before = Instant.now();
                data.add(time(() -> ann.get("/api/home"), answer -> assertEquals(TODOS, names(ann, answer))));
                assertTrue(ann.isSignedIn());
                for (String service : Product.SERVICES) {
                    takeApart(watched, service + " of all three", before, data.get(i));
                }
            }
        } finally {
            nothing.remove();
        }
        publish(report);
        // A few starts are not enough for a median to judge by.
        if (!Settings.quick()) {
            assertAll(
                    () -> assertTrue(ratio(page) <= 1.15, "page: " + ratio(page) + " times a pod that does nothing"),
                    () -> assertTrue(ratio(data) <= 1.5, "data: " + ratio(data) + " times a pod that does nothing"));
        }
        assertAll(
                () -> assertTrue(slowest(page).compareTo(Duration.ofSeconds(3)) <= 0, "page after " + slowest(page)),
                () -> assertTrue(slowest(data).compareTo(Duration.ofSeconds(3)) <= 0, "data after " + slowest(data)));
    }

    /**
     * Nothing happens on the cluster. A pod drains for half a minute: as long as it does, it holds what CPU it requested,
     * and too many leave the next no place; then taking it away costs a node as much as starting one, which whoever comes
     * back after a night does not meet.
     */
    private static void allAtZero(HelloPod nothing) {
        Product.awaitZero(nothing.service());
        Awaitility.await("room for new pods, and none about to be taken away")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    List<Duration> draining = Pods.draining();
                    return draining.size() <= 10
                            && draining.stream().noneMatch(since -> since.toSeconds() >= 24 && since.toSeconds() < 45);
                });
    }

    /**
     * A node looks at its containers once a second. What was waited for is seen when it has just looked, and who asks
     * right then always waits longest; people don't.
     */
    private static void atAnyMoment() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1000));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration time(Supplier<HttpResponse<String>> request, Consumer<HttpResponse<String>> check) {
        long start = System.nanoTime();
        HttpResponse<String> answer = request.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        check.accept(answer);
        return took;
    }

    /** Newest first, as the page shows them. */
    private static List<String> names(Visitor visitor, HttpResponse<String> answer) {
        JsonNode items = visitor.json(answer).at("/todos/items");
        List<String> names = new ArrayList<>(StreamSupport.stream(items.spliterator(), false)
                .map(todo -> todo.path("name").asText())
                .toList());
        Collections.reverse(names);
        return names;
    }

    private void takeApart(StartSteps watched, String what, Instant request, Duration answer) {
        Map<Step, Instant> seen = watched.of(what.split(" ")[0], request);
        seen.forEach((step, at) -> add(what + ": " + step, Duration.between(request, at)));
        add(what + ": answer", answer);
    }

    private void add(String step, Duration at) {
        steps.computeIfAbsent(step, any -> new ArrayList<>()).add(at);
    }

    private void publish(TestReporter report) {
        report.publishEntry("A pod that does nothing", Times.summary(hello));
        report.publishEntry("The gateway's page", Times.summary(page) + "; ratio " + format(ratio(page)));
        report.publishEntry("Data over all three", Times.summary(data) + "; ratio " + format(ratio(data)));
        steps.forEach((step, times) -> report.publishEntry(step, Times.seconds(Times.median(times))));
    }

    private static String format(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private double ratio(List<Duration> durations) {
        return Times.ratio(Times.median(durations), Times.median(hello));
    }

    private static Duration slowest(List<Duration> durations) {
        return durations.stream().max(Duration::compareTo).orElseThrow();
    }
}
