package io.todolist.release.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.judge.Traffic;
import io.todolist.release.walk.Facts;
import io.todolist.release.walk.Split;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalIngressTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Vertx vertx;
    private static LocalIngress ingress;
    private static LocalRouter router;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        ingress = LocalIngress.start(vertx, Planted.setup(5, List.of(Planted.version("v1"), Planted.version("v2"))));
        router = new LocalRouter(ingress.control());
        awaitReady();
    }

    @AfterAll
    static void end() {
        ingress.close();
        vertx.close();
    }

    @BeforeEach
    void all() {
        split(100, 0);
    }

    @Test
    void visitorsAreSharedAsTheSplitSays() throws Exception {
        split(75, 25);
        int newer = 0;
        for (int i = 0; i < 1000; i++) {
            newer += version(get("/", null)).equals("v2") ? 1 : 0;
        }
        // Five standard deviations to each side.
        assertTrue(newer > 250 - 69 && newer < 250 + 69, "of 1000: " + newer);
    }

    @Test
    void aGreaterShareTakesNoVisitorAwayFromTheNewVersion() throws Exception {
        Set<String> before = new HashSet<>();
        for (int percent : List.of(1, 5, 25, 50, 100)) {
            split(100 - percent, percent);
            Set<String> now = new HashSet<>();
            for (int ticket = 0; ticket < Fleet.TICKETS; ticket += 50) {
                if (version(get("/", Ingress.COOKIE + "=" + ticket)).equals("v2")) {
                    now.add("" + ticket);
                }
            }
            assertEquals(percent * 2, now.size());
            assertTrue(now.containsAll(before));
            before = now;
        }
    }

    @Test
    void aVisitorDrawsOneTicket() throws Exception {
        HttpResponse<String> first = get("/", null);
        String cookie = first.headers().firstValue("set-cookie").orElseThrow();
        assertTrue(cookie.matches("release-ticket=\\d{1,4}; Path=/; HttpOnly; SameSite=Lax"), cookie);
        String ticket = cookie.substring(0, cookie.indexOf(';'));
        assertEquals(List.of(), get("/", "a=b; " + ticket).headers().allValues("set-cookie"));
        assertEquals(
                1,
                get("/", "release-ticket=-1").headers().allValues("set-cookie").size());
    }

    @Test
    void aVersionWithoutVisitorsIsReachedByItsHostAndNotCounted() throws Exception {
        long before = requests("v2");
        HttpClientResponse answer = vertx.createHttpClient()
                .request(new RequestOptions()
                        .setServer(SocketAddress.inetSocketAddress(
                                ingress.address().getPort(), "localhost"))
                        .setHost("v2.localhost")
                        .setPort(ingress.address().getPort())
                        .setMethod(HttpMethod.GET)
                        .setURI("/"))
                .compose(request -> request.send())
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        assertEquals("v2", answer.getHeader(Ingress.VERSION));
        assertEquals(before, requests("v2"));
    }

    @Test
    void bodiesOfAnyLengthGoThrough() throws Exception {
        byte[] body = new byte[5_000_000];
        new Random(1).nextBytes(body);
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(ingress.address().resolve("/echo"))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
        assertArrayEquals(body, answer.body());
    }

    @Test
    void whatAVersionCannotAnswerIsItsErrorAndItIsStartedAgain() throws Exception {
        split(0, 100);
        Facts.Version before = facts("v2");
        assertEquals(502, get("/end", null).statusCode());
        Awaitility.await().until(() -> facts("v2").ended() == before.ended() + 1);
        awaitReady();
        assertEquals(200, get("/", null).statusCode());
        Traffic since = facts("v2").traffic().since(before.traffic());
        assertEquals(2, since.requests());
        assertEquals(1, since.errors());
    }

    @Test
    void theFirstRequestsOfAProcessAreColdAndNoneOfTheLatencies() throws Exception {
        split(0, 100);
        long ended = facts("v2").ended();
        get("/end", null);
        Awaitility.await().until(() -> facts("v2").ended() == ended + 1);
        awaitReady();
        Facts.Version before = facts("v2");
        for (int i = 0; i < 12; i++) {
            get("/", null);
        }
        Traffic since = facts("v2").traffic().since(before.traffic());
        assertEquals(12, since.requests());
        assertEquals(5, since.cold());
        assertEquals(7, since.warm().count());
    }

    @Test
    void aBackAndForthUnderLoadFailsNoRequest() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> visitors = new ArrayList<>();
        List<String> failed = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            Thread visitor = new Thread(() -> {
                while (!over.get()) {
                    try {
                        int status = get("/", null).statusCode();
                        if (status != 200) {
                            failed.add("" + status);
                        }
                    } catch (Exception e) {
                        failed.add(e.toString());
                    }
                }
            });
            visitor.start();
            visitors.add(visitor);
        }
        for (int i = 0; i < 20; i++) {
            split(0, 100);
            long before = requests("v2");
            Awaitility.await().until(() -> requests("v2") > before + 10);
            split(100, 0);
            long other = requests("v1");
            Awaitility.await().until(() -> requests("v1") > other + 10);
        }
        over.set(true);
        for (Thread visitor : visitors) {
            visitor.join();
        }
        assertEquals(List.of(), failed);
    }

    @Test
    void aSplitThatSomebodyElseHasSetStands() {
        String read = router.facts().mark();
        split(90, 10);
        assertFalse(router.apply(new Split(Map.of("v1", 0, "v2", 100)), read));
        assertEquals(Map.of("v1", 90, "v2", 10), router.facts().split().percent());
    }

    @Test
    void aSplitOfWhatIsNotThereIsRefused() {
        String mark = router.facts().mark();
        Split unknown = new Split(Map.of("v3", 100));
        String said = assertThrows(UncheckedIOException.class, () -> router.apply(unknown, mark))
                .getMessage();
        assertTrue(said.contains("400") && said.contains("v3"), said);
    }

    @Test
    void aSplitThatDoesNotMakeAHundredIsRefused() throws Exception {
        HttpResponse<String> answer = put("{\"v1\": 100, \"v2\": 5}");
        assertEquals(400, answer.statusCode());
        assertEquals(400, put("[]").statusCode());
        assertEquals(400, put("{").statusCode());
        assertEquals(413, put(" ".repeat(20_000)).statusCode());
        assertEquals(Map.of("v1", 100, "v2", 0), router.facts().split().percent());
    }

    @Test
    void aPageInABrowserCannotSteer() throws Exception {
        HttpRequest fromAPage = HttpRequest.newBuilder(ingress.control().resolve("/starts/v1"))
                .header("Origin", "http://localhost:8080")
                .POST(BodyPublishers.noBody())
                .build();
        assertEquals(403, CLIENT.send(fromAPage, BodyHandlers.ofString()).statusCode());
    }

    @Test
    void aStartIsMeasuredBesideTheProcessThatHasVisitors() throws Exception {
        long ended = facts("v1").ended();
        Duration took = router.start("v1", Duration.ofSeconds(20)).orElseThrow();
        assertTrue(took.toMillis() > 10, took::toString);
        assertTrue(router.start("v1", Duration.ofMillis(1)).isEmpty());
        assertEquals(200, get("/", null).statusCode());
        assertEquals(ended, facts("v1").ended());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "PT0S",
                "PT-5S",
                "PT0.0001S",
                "P2D",
                "PT2500000000000000H",
                "PT99999999999999999999H",
                "%zz"
            })
    void aLimitThatIsNoneIsRefused(String limit) throws Exception {
        HttpClientResponse answer = vertx.createHttpClient()
                .request(new RequestOptions()
                        .setAbsoluteURI(ingress.control() + "/starts/v1?limit=" + limit)
                        .setMethod(HttpMethod.POST))
                .compose(request -> request.send())
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertEquals(400, answer.statusCode());
    }

    private static HttpResponse<String> get(String path, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(ingress.address().resolve(path));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> put(String split) throws Exception {
        URI address = ingress.control().resolve("/split");
        return CLIENT.send(
                HttpRequest.newBuilder(address)
                        .PUT(BodyPublishers.ofString(split))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String version(HttpResponse<?> answer) {
        return answer.headers().firstValue(Ingress.VERSION).orElseThrow();
    }

    private static void split(int v1, int v2) {
        assertTrue(router.apply(
                new Split(Map.of("v1", v1, "v2", v2)), router.facts().mark()));
    }

    private static Facts.Version facts(String version) {
        return router.facts().versions().get(version);
    }

    private static long requests(String version) {
        return facts(version).traffic().requests();
    }

    private static void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> facts("v1").ready() && facts("v2").ready());
    }
}
