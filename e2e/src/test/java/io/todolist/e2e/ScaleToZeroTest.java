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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * are needed. Beside it, in turns, three services that do nothing, woken at once, because most of the time is the cluster's.
 * The gateway wakes the other two when it starts, so for a page, too, three pods start on the same processors.
 */
@Order(2)
class ScaleToZeroTest {
    private static final List<String> TODOS =
            IntStream.range(0, 10).mapToObj(i -> "todo " + i).toList();

    private static final Duration SLOWEST = Duration.ofSeconds(6);

    private final List<Duration> hello = new ArrayList<>();
    private final List<Duration> threeHellos = new ArrayList<>();
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
        List<HelloPod> nothing = HelloPod.three();
        try (StartSteps watched = new StartSteps(Product.KUBECTL)) {
            for (int i = 0; i < Settings.times(10, 3); i++) {
                allAtZero(nothing);
                atAnyMoment();
                hello.add(time(nothing.get(0)::ask, answer -> assertEquals(200, answer.statusCode())));
                atAnyMoment();
                Instant before = Instant.now();
                page.add(time(() -> anybody.get("/"), answer -> assertEquals(200, answer.statusCode())));
                takeApart(watched, "gateway-service", before, page.get(i));

                allAtZero(nothing);
                atAnyMoment();
                threeHellos.add(atOnce(nothing));

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
            HelloPod.removeAll();
        }
        publish(report);
        // A few starts are not enough for a median to judge by.
        if (!Settings.quick()) {
            assertAll(
                    () -> assertTrue(ratio(page) <= 1, "page: " + ratio(page) + " times three pods that do nothing"),
                    () -> assertTrue(ratio(data) <= 1.5, "data: " + ratio(data) + " times three pods that do nothing"));
        }
        // Some node, some day, takes 3.3 s for a pod that does nothing. A pod that misses its first probe takes ten.
        assertAll(
                () -> assertTrue(slowest(page).compareTo(SLOWEST) <= 0, "page after " + slowest(page)),
                () -> assertTrue(slowest(data).compareTo(SLOWEST) <= 0, "data after " + slowest(data)));
    }

    /**
     * Nothing happens on the cluster. A pod drains for half a minute: as long as it does, it holds what CPU it requested,
     * and too many leave the next no place; then taking it away costs a node as much as starting one, which whoever comes
     * back after a night does not meet.
     */
    private static void allAtZero(List<HelloPod> nothing) {
        nothing.forEach(pod -> Product.awaitZero(pod.service()));
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

    /** Until the last of them has answered. */
    private static Duration atOnce(List<HelloPod> nothing) {
        ExecutorService people = Executors.newFixedThreadPool(nothing.size());
        try {
            long start = System.nanoTime();
            nothing.stream()
                    .map(pod -> CompletableFuture.supplyAsync(pod::ask, people))
                    .toList()
                    .forEach(answer -> assertEquals(200, answer.join().statusCode()));
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            people.shutdown();
        }
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
        report.publishEntry("Three that do nothing, woken at once", Times.summary(threeHellos));
        report.publishEntry("The gateway's page", Times.summary(page) + ratios(page));
        report.publishEntry("Data over all three", Times.summary(data) + ratios(data));
        steps.forEach((step, times) -> report.publishEntry(step, Times.seconds(Times.median(times))));
    }

    private String ratios(List<Duration> durations) {
        double toOne = Times.ratio(Times.median(durations), Times.median(hello));
        return String.format(Locale.ROOT, "; %.2f times one, %.2f times three", toOne, ratio(durations));
    }

    private double ratio(List<Duration> durations) {
        return Times.ratio(Times.median(durations), Times.median(threeHellos));
    }

    private static Duration slowest(List<Duration> durations) {
        return durations.stream().max(Duration::compareTo).orElseThrow();
    }
}
