package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More than a service can do waits for a moment, and is refused then. Here a service does four requests at once, three of them lists, one a search, and one change of several todos. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(OverloadTest.Four.class)
class OverloadTest extends GatewayTest {
    public static class Four implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.downstream.most-under-way", "4",
                    "todolist.downstream.most-lists", "3",
                    "todolist.downstream.most-searches", "1",
                    "todolist.downstream.most-of-several", "1",
                    "todolist.downstream.longest-wait", "0.5s");
        }
    }

    private static final int SLOW = 1_500;

    enum Kind {
        ANY("/api/todos/counts", 4),
        LIST("/api/todos", 3),
        SEARCH("/api/todos?q=slow", 1),
        OF_SEVERAL("/api/todos/delete", 1);

        private final String path;
        private final int places;

        Kind(String path, int places) {
            this.path = path;
            this.places = places;
        }
    }

    @BeforeEach
    void answerSlowly() {
        answerAfter(SLOW);
    }

    private void answerAfter(int millis) {
        services.rules.stubFor(me.with(any(urlPathMatching("/todos.*")))
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
        answerAfter(SLOW / 10);
        assertEquals(2 * kind.places, served(together(2 * kind.places, kind)));
    }

    @Test
    void clientsThatGoAwayGiveTheirPlacesBack() throws Exception {
        byte[] request = "GET /api/todos HTTP/1.1\r\nHost: localhost\r\nCookie: jwtToken=%s\r\n\r\n"
                .formatted(me.token)
                .getBytes(US_ASCII);
        for (int round = 0; round < 100; round++) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Socket client = new Socket("localhost", RestAssured.port);
                clients.add(client);
                client.getOutputStream().write(request);
            }
            for (Socket client : clients) {
                client.close();
            }
        }
        Awaitility.await("all of them are gone").until(() -> served(together(3, Kind.LIST)) == 3);
        assertEquals(3, served(together(4, Kind.LIST)));
    }

    private static long served(List<Response> answers) {
        return answers.stream().filter(one -> one.statusCode() == 200).count();
    }

    private List<Response> together(int requests, Kind kind) throws Exception {
        ExecutorService browsers = Executors.newFixedThreadPool(requests);
        try {
            List<Future<Response>> answers = browsers.invokeAll(IntStream.range(0, requests)
                    .<Callable<Response>>mapToObj(i -> () -> send(kind))
                    .toList());
            return answers.stream().map(OverloadTest::done).toList();
        } finally {
            browsers.shutdown();
        }
    }

    private Response send(Kind kind) {
        return kind == Kind.OF_SEVERAL
                ? me.request().body("{\"ids\":[]}").post(kind.path)
                : me.request().get(kind.path);
    }

    private static Response done(Future<Response> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
