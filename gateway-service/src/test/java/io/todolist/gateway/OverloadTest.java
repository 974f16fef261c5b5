package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * More than a service can do waits for a moment, and is refused then. Here a service does eight requests at once, six of them
 * lists, two searches, and two changes of several todos: half of them for one person.
 */
@QuarkusTest
@Tag("other-settings")
@TestProfile(OverloadTest.Eight.class)
class OverloadTest extends GatewayTest {
    public static class Eight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.downstream.most-under-way", "8",
                    "todolist.downstream.most-lists", "6",
                    "todolist.downstream.most-searches", "2",
                    "todolist.downstream.most-of-several", "2",
                    "todolist.downstream.longest-wait", "0.5s",
                    "quarkus.rest-client.read-timeout", "10000",
                    "todolist.downstream.hold", "15s",
                    "todolist.trusted-proxies", "127.0.0.2/32");
        }
    }

    private static final int SLOW = 1_500;

    /** So that who comes last still finds the first ones under way, also on a busy machine. */
    private static final int VERY_SLOW = 4_000;

    enum Kind {
        ANY("/api/todos/counts", 4),
        LIST("/api/todos", 3),
        SEARCH("/api/todos?q=slow", 1),
        OF_SEVERAL("/api/todos/delete", 1);

        private final String path;
        /** Of one person who is alone. */
        private final int places;

        Kind(String path, int places) {
            this.path = path;
            this.places = places;
        }
    }

    private final Person ann = new Person();
    private final ExecutorService browsers = Executors.newCachedThreadPool();

    @BeforeEach
    void answerSlowly() {
        answer(me, SLOW);
        answer(ann, 0);
    }

    @AfterEach
    void end() {
        browsers.shutdown();
    }

    private void answer(Person person, int millis) {
        services.rules.stubFor(person.with(any(urlPathMatching("/todos.*")))
                .willReturn(okJson("{\"total\":1}").withFixedDelay(millis)));
    }

    @ParameterizedTest
    @EnumSource
    void theOneTooManyIsRefusedAndTheOthersAreServed(Kind kind) throws Exception {
        List<Response> answers = together(kind.places + 1, kind);
        assertEquals(kind.places, served(answers));
        Response refusal = answers.stream()
                .filter(one -> one.statusCode() != 200)
                .findFirst()
                .orElseThrow();
        refusal.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:todolist:problem:busy"));
        assertEquals(1, served(together(1, kind)));
    }

    @ParameterizedTest
    @EnumSource
    void whoComesWhenAllPlacesAreTakenGetsOneOfTheNext(Kind kind) throws Exception {
        answer(me, SLOW / 10);
        assertEquals(2 * kind.places, served(together(2 * kind.places, kind)));
    }

    /** The service goes on with what it was asked, though nobody waits for the answer any more. */
    @ParameterizedTest
    @EnumSource
    void clientsThatGoAwayGiveTheirPlacesBackWhenTheServiceIsDone(Kind kind) throws Exception {
        answer(me, VERY_SLOW);
        List<Socket> clients = open(2 * kind.places, kind);
        awaitAsked(me, "/todos.*", kind.places);
        close(clients);
        assertEquals(0, served(together(kind.places, kind)));
        assertEquals(kind.places, asked(me, "/todos.*"));
        answer(me, SLOW);
        await("the service is done with them")
                .atMost(Duration.ofSeconds(20))
                .until(() -> served(together(kind.places, kind)) == kind.places);
        assertEquals(kind.places, served(together(kind.places + 1, kind)));
    }

    /** The old page's deletion reads a list when it is done. */
    @Test
    void noPlaceIsGivenBackTwice() throws Exception {
        services.rules.stubFor(me.with(post("/todos/delete")).willReturn(okJson("{}")));
        for (int round = 1; round <= Kind.LIST.places; round++) {
            List<Socket> client = open(1, "DELETE", "/api/rule", "{\"key\":\"%s\"}".formatted(UUID.randomUUID()));
            awaitAsked(me, "/todos", round);
            close(client);
        }
        services.rules.stubFor(
                me.with(post("/todos/delete")).willReturn(okJson("{}").withFixedDelay(SLOW)));
        await("all of them are gone").until(() -> served(together(4, Kind.ANY)) == 4);
        assertEquals(4, served(together(5, Kind.ANY)));
        assertEquals(1, served(together(2, Kind.OF_SEVERAL)));
    }

    private List<Socket> open(int clients, Kind kind) throws IOException {
        return kind == Kind.OF_SEVERAL
                ? open(clients, "POST", kind.path, "{\"ids\":[]}")
                : open(clients, "GET", kind.path, "");
    }

    private List<Socket> open(int clients, String method, String path, String body) throws IOException {
        byte[] request = ("%s %s HTTP/1.1\r\nHost: localhost\r\nCookie: jwtToken=%s\r\n"
                        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
                .formatted(method, path, me.token, body.length(), body)
                .getBytes(US_ASCII);
        List<Socket> opened = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Socket client = new Socket("localhost", RestAssured.port);
            opened.add(client);
            client.getOutputStream().write(request);
        }
        return opened;
    }

    private static void close(List<Socket> clients) throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoAsksForMoreThanThereIsLeavesPlacesToOthers(Kind kind) {
        List<Future<Response>> greedy = begin(me, 3 * kind.places, kind);
        awaitAsked(me, "/todos.*", kind.places);
        send(ann, kind).then().statusCode(200);
        assertEquals(kind.places, served(all(greedy)));
    }

    /** They have two each, or three, two and two, as they come. */
    @Test
    void threeWhoAskForMoreThanThereIsLeaveOnePlaceToTheFourth() {
        List<Person> greedy = List.of(me, new Person(), new Person());
        greedy.forEach(one -> answer(one, VERY_SLOW));
        List<Future<Response>> answers =
                greedy.stream().flatMap(one -> begin(one, 8, Kind.ANY).stream()).toList();
        greedy.forEach(one -> awaitAsked(one, "/todos.*", 1));
        send(ann, Kind.ANY).then().statusCode(200);
        long served = served(all(answers));
        assertTrue(served == 6 || served == 7, () -> served + " were served");
    }

    /** Two searches at once are for six people, of whom each asks for two. */
    @Test
    void whoAsksAgainAndAgainIsServedAsOftenAsTheOthers() throws Exception {
        AtomicInteger left = new AtomicInteger(120);
        CyclicBarrier start = new CyclicBarrier(12);
        Map<Person, List<Future<Integer>>> everybody = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            Person person = new Person();
            answer(person, 20);
            everybody.put(
                    person,
                    Stream.generate(() -> browsers.submit(() -> searches(person, start, left)))
                            .limit(2)
                            .toList());
        }
        for (List<Future<Integer>> hers : everybody.values()) {
            int served = hers.get(0).get() + hers.get(1).get();
            assertTrue(served >= 10, () -> served + " of 120, where each of six has a right to 20");
        }
    }

    private static int searches(Person person, CyclicBarrier start, AtomicInteger left) throws Exception {
        start.await();
        int served = 0;
        while (left.getAndDecrement() > 0) {
            if (send(person, Kind.SEARCH).statusCode() == 200) {
                served++;
            }
        }
        return served;
    }

    @Test
    void visitorsWhoSignInWithoutEndLeaveUserServiceToThoseWhoHave() {
        services.users.stubFor(ann.with(get("/me")).willReturn(okJson("{}")));
        List<Future<Response>> flood = signIns(RestAssured::given, 20);
        ann.request().get("/api/me").then().statusCode(200);
        assertEquals(4, served(all(flood)));
    }

    @Test
    void theyLeaveItToWhoeverRenewsOrEndsASession() {
        String refreshToken = "refresh-" + ann.id;
        services.letRenew(refreshToken, ann);
        services.users.stubFor(post("/sessions/logout")
                .withRequestBody(containing(refreshToken))
                .willReturn(noContent()));
        List<Future<Response>> flood = signIns(RestAssured::given, 20);
        ann.requestAfterAWhile(refreshToken).get("/api/session").then().statusCode(200);
        ann.request()
                .cookie("refreshToken", refreshToken)
                .delete("/api/session")
                .then()
                .statusCode(204);
        assertEquals(4, served(all(flood)));
    }

    /** As the trusted proxy at 127.0.0.2 tells them apart. */
    @Test
    void visitorsOfOneNetworkLeaveUserServiceToThoseOfAnother() {
        List<Future<Response>> flood = signIns(() -> from("2001:db8:7::1"), 20);
        List<Future<Response>> other = signIns(() -> from("2001:db8:8::1"), 1);
        assertEquals(1, served(all(other)));
        assertEquals(4, served(all(flood)));
    }

    private List<Future<Response>> signIns(Supplier<RequestSpecification> visitor, int times) {
        String password = UUID.randomUUID().toString();
        services.users.stubFor(post("/sessions")
                .withRequestBody(containing(password))
                .willReturn(okJson(me.session("refresh-" + me.id)).withFixedDelay(VERY_SLOW)));
        List<Future<Response>> answers = begin(times, () -> visitor.get()
                .contentType("application/json")
                .body(Map.of("name", me.name, "password", password))
                .post("/api/session"));
        int underWay = Math.min(times, 4);
        await("as many as one person can have")
                .until(() -> services.users
                                .findAll(postRequestedFor(urlPathEqualTo("/sessions"))
                                        .withRequestBody(containing(password)))
                                .size()
                        >= underWay);
        return answers;
    }

    private static RequestSpecification from(String source) {
        return TlsProxyTest.proxy().header("X-Forwarded-For", source);
    }

    private void awaitAsked(Person person, String paths, int requests) {
        await("requests of one person at rule-service").until(() -> asked(person, paths) >= requests);
    }

    private int asked(Person person, String paths) {
        return services.rules
                .findAll(anyRequestedFor(urlPathMatching(paths))
                        .withHeader("Authorization", WireMock.equalTo(person.authorization())))
                .size();
    }

    private static long served(List<Response> answers) {
        return answers.stream().filter(one -> one.statusCode() == 200).count();
    }

    private List<Response> together(int requests, Kind kind) {
        return all(begin(me, requests, kind));
    }

    private List<Future<Response>> begin(Person person, int requests, Kind kind) {
        return begin(requests, () -> send(person, kind));
    }

    private List<Future<Response>> begin(int requests, Callable<Response> request) {
        return IntStream.range(0, requests)
                .mapToObj(i -> browsers.submit(request))
                .toList();
    }

    private static Response send(Person person, Kind kind) {
        return kind == Kind.OF_SEVERAL
                ? person.request().body("{\"ids\":[]}").post(kind.path)
                : person.request().get(kind.path);
    }

    private static List<Response> all(List<Future<Response>> answers) {
        return answers.stream().map(OverloadTest::done).toList();
    }

    private static Response done(Future<Response> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
