package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
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

/** More than a service can do waits for a moment, and is refused then. Here a service does four requests at once, one of them a search. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(OverloadTest.Four.class)
class OverloadTest extends GatewayTest {
    public static class Four implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("todolist.downstream.most-under-way", "4", "todolist.downstream.longest-wait", "0.5s");
        }
    }

    private static final int SLOW = 1_500;

    @BeforeEach
    void answerSlowly() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos")))
                .willReturn(okJson("{\"total\":1}").withFixedDelay(SLOW)));
    }

    @Test
    void theOneTooManyIsRefusedAndTheOthersAreServed() throws Exception {
        List<Response> answers = together(5, "/api/todos");
        assertEquals(4, answers.stream().filter(one -> one.statusCode() == 200).count());
        Response refusal = answers.stream()
                .filter(one -> one.statusCode() != 200)
                .findFirst()
                .orElseThrow();
        refusal.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:todolist:problem:busy"));
        me.request().get("/api/todos").then().statusCode(200);
    }

    @Test
    void whoComesWhenAllPlacesAreTakenGetsOneOfTheNext() throws Exception {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos")))
                .willReturn(okJson("{\"total\":1}").withFixedDelay(SLOW / 10)));
        for (String path : List.of("/api/todos", "/api/todos?q=slow")) {
            assertEquals(
                    List.of(200),
                    together(path.contains("?") ? 3 : 8, path).stream()
                            .map(Response::statusCode)
                            .distinct()
                            .toList());
        }
    }

    @Test
    void searchesLeavePlacesToOthers() throws Exception {
        List<Response> answers = together(3, "/api/todos?q=slow");
        assertEquals(1, answers.stream().filter(one -> one.statusCode() == 200).count());
        assertEquals(2, answers.stream().filter(one -> one.statusCode() == 503).count());
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
        Awaitility.await("all of them are gone")
                .until(() -> together(4, "/api/todos").stream().allMatch(one -> one.statusCode() == 200));
        List<Response> answers = together(5, "/api/todos");
        assertEquals(4, answers.stream().filter(one -> one.statusCode() == 200).count());
    }

    private List<Response> together(int requests, String path) throws Exception {
        ExecutorService browsers = Executors.newFixedThreadPool(requests);
        try {
            List<Future<Response>> answers = browsers.invokeAll(IntStream.range(0, requests)
                    .<Callable<Response>>mapToObj(i -> () -> me.request().get(path))
                    .toList());
            return answers.stream().map(OverloadTest::done).toList();
        } finally {
            browsers.shutdown();
        }
    }

    private static Response done(Future<Response> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
