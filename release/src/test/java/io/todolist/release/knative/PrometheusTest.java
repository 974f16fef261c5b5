package io.todolist.release.knative;

import static io.todolist.release.knative.OnCluster.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.todolist.release.judge.Traffic;
import io.todolist.release.knative.PlantedPrometheus.Misbehaviour;
import io.todolist.release.walk.Address;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ingress' counters, by way of a Prometheus. */
@EnableKubernetesMockClient(crud = true)
class PrometheusTest {
    private static final Duration EACH = Duration.ofSeconds(15);

    KubernetesMockServer server;
    KubernetesClient kubernetes;
    private final List<String> told = new ArrayList<>();
    private final ByHand clock = new ByHand();
    private OnCluster cluster;
    private PlantedPrometheus prometheus;

    private static final class ByHand extends Clock {
        private Instant now = Instant.parse("2026-01-01T08:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void service() throws IOException {
        cluster = new OnCluster(server, kubernetes);
        prometheus = new PlantedPrometheus(clock);
    }

    @AfterEach
    void end() {
        prometheus.close();
    }

    @Test
    void countsWhatEachPodOfTheIngressHasToldIt() {
        scrape("a", 10, 1);
        scrape("b", 20, 0);
        assertCounted(31, 1);
        assertEquals(List.of(), told);
    }

    @Test
    void eachScrapeIsCountedOnceHoweverOftenSomebodyLooks() {
        scrape("a", 10, 0);
        assertCounted(10, 0);
        scrape("a", 15, 0);
        assertCounted(15, 0);
        assertCounted(15, 0);
        scrape("a", 15, 2);
        scrape("a", 18, 2);
        assertCounted(20, 2);
    }

    @Test
    void whatAPodHadCountedBeforeItWentIsCountedToItsEnd() {
        scrape("a", 10, 0);
        assertCounted(10, 0);
        scrape("a", 17, 3);
        clock.now = clock.now.plus(EACH);
        scrape("b", 4, 0);
        assertCounted(24, 3);
    }

    @Test
    void aPodThatStartsAgainBeginsAnewAlsoBetweenTwoLooks() {
        scrape("a", 100, 0);
        assertCounted(100, 0);
        scrape("a", 120, 0);
        scrape("a", 5, 1);
        scrape("a", 130, 1);
        assertCounted(251, 1);
    }

    @Test
    void whoLooksAgainAfterAWhileHasMissedNothing() {
        for (int count = 1; count <= 100; count++) {
            scrape("a", 10 * count, 0);
            if (count == 1 || count == 100) {
                assertCounted(10 * count, 0);
            }
        }
    }

    @Test
    void aPodThatTwoJobsAskIsCountedOnce() {
        prometheus.scrapes("a", "envoy-stats", said("page-v1", "2xx", 10));
        prometheus.scrapes("a", "kubernetes-pods", said("page-v1", "2xx", 10));
        assertCounted(10, 0);
    }

    @Test
    void timesAreThoseOfTheIngress() {
        prometheus.scrapes("a", "ingress", ReadingTest.ISTIO_ENVOY);
        assertEquals(
                Reading.of(ReadingTest.ISTIO_ENVOY, "todolist", "page-v1")
                        .traffic()
                        .warm(),
                traffic(router()).warm());
    }

    @Test
    void theOtherIngressesNamesAreKnownToo() {
        prometheus.scrapes("a", "ingress", ReadingTest.KOURIER);
        assertEquals(Reading.of(ReadingTest.KOURIER, "todolist", "page-v1").traffic(), traffic(router()));
    }

    @Test
    void whatTheFileSaysOfItsHeadersIsSent() {
        scrape("a", 10, 0);
        traffic(router(new Address(prometheus.url(), null, Map.of("Authorization", "Bearer abc"))));
        assertEquals(Set.of("Bearer abc"), Set.copyOf(prometheus.authorizations));
    }

    @Test
    void whenItCannotBeAskedTheIngressIsAndAPersonIsTold() {
        prometheus.close();
        cluster.saysOnce("ingress-1", "page-v1", 7, 1);
        assertCounted(8, 1);
        assertEquals(1, told.size(), told::toString);
        assertTrue(
                told.get(0).startsWith("The ingress itself is asked for the next 10 minutes. Prometheus at"),
                told::toString);
        cluster.saysOnce("ingress-1", "page-v1", 9, 1);
        assertCounted(10, 1);
        assertEquals(1, told.size(), "once, and not each time");
    }

    /** Nobody knows what of it both have counted, so it is what follows that counts. */
    @Test
    void fromOneToTheOtherNothingIsCountedTwice() {
        scrape("a", 1000, 0);
        assertCounted(1000, 0);
        prometheus.misbehaviour = exchange -> PlantedPrometheus.say(exchange, 503, "");
        cluster.saysOnce("ingress-1", "page-v1", 1005, 0);
        assertCounted(1000, 0);
        cluster.saysOnce("ingress-1", "page-v1", 1015, 0);
        assertCounted(1010, 0);
        prometheus.misbehaviour = null;
        clock.now = clock.now.plus(Duration.ofMinutes(10));
        scrape("a", 1100, 0);
        assertCounted(1010, 0);
        scrape("a", 1107, 0);
        assertCounted(1017, 0);
    }

    @Test
    void whatItHasHeardNothingOfForLongItDoesNotKnow() {
        scrape("a", 10, 0);
        clock.now = clock.now.plus(Duration.ofMinutes(6));
        cluster.saysOnce("ingress-1", "page-v1", 7, 1);
        assertCounted(8, 1);
        assertTrue(
                told.get(0).contains("of late the ingress has told it nothing of page-v0, page-v1, page-v2"),
                told::toString);
    }

    static Stream<Misbehaviour> misbehaviours() {
        return Stream.of(
                exchange -> PlantedPrometheus.say(exchange, 200, "<html>Sign in"),
                exchange -> PlantedPrometheus.say(exchange, 200, "[]"),
                exchange -> PlantedPrometheus.say(exchange, 200, "{\"status\":\"success\"}"),
                exchange -> PlantedPrometheus.say(
                        exchange, 503, "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"too much\"}"),
                exchange -> PlantedPrometheus.say(
                        exchange,
                        200,
                        "{\"status\":\"success\",\"warnings\":[\"a store is away\"],\"data\":{\"resultType\":\"matrix\",\"result\":[{}]}}"),
                exchange -> PlantedPrometheus.say(
                        exchange,
                        200,
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":7,\"values\":[[],[1],[\"a\",\"b\"]]}]}}"),
                PrometheusTest::saysTooMuch,
                PrometheusTest::neverEnds,
                exchange -> {});
    }

    private static void saysTooMuch(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            byte[] part = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                body.write(part);
            }
        }
    }

    /** Until nobody listens any more. */
    private static void neverEnds(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 600; i++) {
                body.write(' ');
                body.flush();
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void whateverItSaysTakesAsLongAsItMayAndNoMore(Misbehaviour misbehaviour) {
        prometheus.misbehaviour = misbehaviour;
        var asked = new Prometheus(new Address(prometheus.url(), null, null), Duration.ofMillis(500));
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThrows(
                        UncheckedIOException.class,
                        () -> asked.scrapes("todolist", Set.of("page-v1"), clock.now, clock.now)));
    }

    private void scrape(String pod, int good, int bad) {
        clock.now = clock.now.plus(EACH);
        prometheus.scrapes(pod, "ingress", said("page-v1", "2xx", good) + said("page-v1", "5xx", bad));
    }

    private void assertCounted(long requests, long errors) {
        Traffic traffic = traffic(router());
        assertEquals(requests, traffic.requests(), told::toString);
        assertEquals(errors, traffic.errors());
    }

    private static Traffic traffic(KnativeRouter router) {
        return router.facts().versions().get("page-v1").traffic();
    }

    /** Another one each time, as a job of a cluster is. */
    private KnativeRouter router() {
        return router(new Address(prometheus.url(), null, null));
    }

    private KnativeRouter router(Address address) {
        return new KnativeRouter(kubernetes, OnCluster.settings(), "page", clock, address, told::add);
    }
}
