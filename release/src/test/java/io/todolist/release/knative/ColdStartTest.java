package io.todolist.release.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.todolist.release.walk.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class ColdStartTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    KubernetesMockServer server;
    KubernetesClient kubernetes;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Deque<Integer> answers = new ArrayDeque<>(List.of(503, 404, 200));
    private HttpServer ingress;
    private KnativeRouter router;

    @BeforeEach
    void ingress() throws IOException {
        new OnCluster(server, kubernetes);
        ingress = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ingress.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            exchange.sendResponseHeaders(answers.size() > 1 ? answers.pop() : answers.peek(), -1);
            exchange.close();
        });
        ingress.start();
        var settings = OnCluster.settings(
                "address", "127.0.0.1:" + ingress.getAddress().getPort(), "asleep-within", "1s");
        router = new KnativeRouter(kubernetes, settings, "page", Clock.systemUTC());
    }

    @AfterEach
    void end() {
        ingress.stop(0);
    }

    @Test
    void goesToTheTagUntilTheFirstGoodAnswer() {
        Optional<Duration> took = router.start("page-v2", LIMIT);
        assertTrue(took.orElseThrow().compareTo(LIMIT) < 0, took::toString);
        String tag = "candidate-page.todolist.example.com/q/health/ready";
        assertEquals(List.of(tag, tag, tag), List.copyOf(asked));
    }

    @Test
    void withoutAGoodAnswerWithinTheLimitThereIsNone() {
        answers.clear();
        answers.push(500);
        assertEquals(Optional.empty(), router.start("page-v2", Duration.ofMillis(500)));
    }

    @Test
    void aVersionThatVisitorsKeepAwakeIsNotMeasured() {
        assertThrows(UncheckedIOException.class, () -> router.start("page-v1", LIMIT));
        assertEquals(List.of(), List.copyOf(asked));
    }

    @Test
    void aReplayGoesToTheTag() {
        Address address = router.address("page-v2");
        assertEquals("http://candidate-page.todolist.example.com", address.url().toString());
        assertEquals("127.0.0.1:" + ingress.getAddress().getPort(), address.via());
    }

    @Test
    void aVersionWithoutATagIsTold() {
        assertThrows(UncheckedIOException.class, () -> router.start("page-v0", LIMIT));
    }
}
