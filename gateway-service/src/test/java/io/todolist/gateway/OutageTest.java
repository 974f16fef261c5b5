package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Services that are down, starting, slow or broken. In tests a request is held for 3 s, and one attempt may take 2 s. */
@QuarkusTest
@Tag("long")
class OutageTest extends GatewayTest {
    private static final Duration HOLD = Duration.ofSeconds(3);
    private static final String TODO = "/todos/0198c0de-0000-7000-8000-000000000002";
    private static final int TOO_SLOW = 2_500;

    @AfterEach
    void bringRuleServiceBack() {
        if (!services.rules.isRunning()) {
            services.rules.start();
        }
    }

    @Test
    void waitsForARuleServiceThatStartsLate() {
        Duration late = Duration.ofMillis(800);
        answer(get("/todos/counts"), okJson("{\"total\":1}"));
        services.rules.stop();
        CompletableFuture.delayedExecutor(late.toMillis(), TimeUnit.MILLISECONDS)
                .execute(services.rules::start);
        Instant start = Instant.now();
        counts().then().statusCode(200).body("total", equalTo(1));
        assertTrue(Duration.between(start, Instant.now()).toMillis() > late.toMillis() / 2, "was never down");
    }

    @Test
    void changesWaitForARuleServiceThatStartsLateToo() {
        answer(patch(urlPathEqualTo(TODO)), okJson("{\"version\":1}"));
        services.rules.stop();
        CompletableFuture.delayedExecutor(800, TimeUnit.MILLISECONDS).execute(services.rules::start);
        change().then().statusCode(200).body("version", equalTo(1));
        assertEquals(1, requests().size());
    }

    @Test
    void saysThatRuleServiceIsDownAndNotThatTheListIsEmpty() {
        services.rules.stop();
        Instant start = Instant.now();
        me.request()
                .get("/api/todos")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "2")
                .body("detail", equalTo("rule-service could not be reached"))
                .body("traceId", notNullValue())
                .body("items", nullValue());
        assertTrue(Duration.between(start, Instant.now()).compareTo(HOLD.dividedBy(2)) > 0, "was not held");
    }

    @Test
    void asksASlowServiceAgainIfThatIsSafe() {
        answerFirst(get("/todos/counts"), okJson("{\"total\":1}").withFixedDelay(TOO_SLOW), okJson("{\"total\":2}"));
        counts().then().statusCode(200).body("total", equalTo(2));
    }

    @Test
    void asksAgainWhenTheConnectionBreaks() {
        answerFirst(
                get("/todos/counts"), aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), okJson("{\"total\":2}"));
        counts().then().statusCode(200).body("total", equalTo(2));
    }

    /** As Knative does it: a connection is accepted at once and waits until the service has started. */
    @Test
    void signsInAtAUserServiceThatTakesLongerToStartThanOneAttemptMayLast() {
        Services.answerFirst(
                services.users,
                post("/sessions").withRequestBody(containing(me.name)),
                okJson(me.session("too-late")).withFixedDelay(TOO_SLOW),
                okJson(me.session("in-time")).withFixedDelay(100));
        given().contentType("application/json")
                .body(Map.of("name", me.name, "password", "p"))
                .post("/api/session")
                .then()
                .statusCode(200)
                .cookie("refreshToken", "in-time");
    }

    @Test
    void aChangeThatMayHaveBeenMadeIsRepeatedAndThenNotSaidToBeUndone() {
        answer(patch(urlPathEqualTo(TODO)), okJson("{}").withFixedDelay(TOO_SLOW));
        Instant start = Instant.now();
        change().then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", nullValue())
                .body("detail", equalTo("rule-service did not answer; whether it did something is not known"));
        Duration held = Duration.between(start, Instant.now());
        assertTrue(held.compareTo(HOLD.minusMillis(500)) > 0 && held.compareTo(HOLD.plusMillis(900)) < 0, "" + held);
        assertEquals(2, requests().size());
        assertEquals(1, keys().size());
    }

    /** The time limit of an attempt ends where its answer begins. */
    @Test
    void anAnswerThatStopsInTheMiddleIsGivenUpWhenTheHoldIsOver() throws Exception {
        int port = services.rules.port();
        services.rules.stop();
        try (ServerSocket service = new ServerSocket(port)) {
            CompletableFuture<Response> answer = CompletableFuture.supplyAsync(this::counts);
            try (Socket asked = service.accept()) {
                asked.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".getBytes(US_ASCII));
                answer.get(20, TimeUnit.SECONDS)
                        .then()
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .header("Retry-After", "2");
            }
        }
    }

    @Test
    void oneAttemptThatMayHaveDoneItIsEnoughToNotKnow() {
        answerFirst(
                patch(urlPathEqualTo(TODO)),
                aResponse().withStatus(504),
                aResponse().withStatus(503).withHeader("Retry-After", "1"));
        change().then().statusCode(503).header("Retry-After", nullValue());
    }

    @Test
    void evenIfTheServiceIsBusyThen() {
        answerFirst(patch(urlPathEqualTo(TODO)), aResponse().withStatus(504), busy());
        change().then().statusCode(503).header("Retry-After", nullValue());
        assertEquals(2, requests().size());
    }

    @Test
    void whatOnlyReadsCanAlwaysBeAskedAgain() {
        answer(get("/todos/counts"), aResponse().withStatus(504));
        counts().then().statusCode(503).header("Retry-After", "2");
    }

    @Test
    void whenNothingWasDoneItSaysSo() {
        answer(patch(urlPathEqualTo(TODO)), aResponse().withStatus(503).withHeader("Retry-After", "7"));
        change().then().statusCode(503).header("Retry-After", "7");
        assertEquals(1, requests().size());
    }

    @Test
    void doesNotAskAgainBeforeTheServiceWantsIt() {
        answerFirst(
                patch(urlPathEqualTo(TODO)),
                aResponse().withStatus(503).withHeader("Retry-After", "1"),
                okJson("{\"version\":1}"));
        change().then().statusCode(200).body("version", equalTo(1));
        List<Long> times = requests().stream()
                .map(request -> request.getLoggedDate().getTime())
                .sorted()
                .toList();
        assertTrue(times.get(1) - times.get(0) >= 990, times.toString());
    }

    /** To repeat it would make it busier. */
    @Test
    void passesOnThatAServiceIsBusy() {
        answer(patch(urlPathEqualTo(TODO)), busy());
        change().then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:todolist:problem:busy"))
                .body("detail", equalTo("Too many passwords at once"));
        assertEquals(1, requests().size());
    }

    @Test
    void passesOnThatTheCallerAskedTooOften() {
        answer(patch(urlPathEqualTo(TODO)), Services.problem(429, "Too many").withHeader("Retry-After", "1"));
        change().then().statusCode(429).header("Retry-After", "1").body("detail", equalTo("Too many"));
        assertEquals(1, requests().size());
    }

    @Test
    void doesNotRepeatWhatAServiceAnswersItself() {
        answer(get("/todos/counts"), Services.problem(500, "broken"));
        counts().then().statusCode(500).body("detail", equalTo("broken"));
        assertEquals(1, requests().size());
    }

    @Test
    void refusesAtOnceWhenAServiceStaysDownAndRecoversByItself() {
        answer(get("/todos/counts"), okJson("{}"));
        services.rules.stop();
        together(40, this::counts).forEach(response -> assertEquals(503, response.statusCode()));
        // One of them may be the request that finds out whether the service is back.
        boolean atOnce = together(2, () -> {
                    Instant start = Instant.now();
                    counts().then().statusCode(503).header("Retry-After", notNullValue());
                    return Duration.between(start, Instant.now());
                })
                .anyMatch(duration -> duration.compareTo(HOLD.dividedBy(2)) < 0);
        assertTrue(atOnce, "both were held");
        services.rules.start();
        recovers();
    }

    /** It is there and says so, but its database takes too long for what it is asked. */
    @Test
    void refusesAtOnceWhenAServiceKeepsTakingTooLong() {
        answer(
                patch(urlPathEqualTo(TODO)),
                Services.problem(503, "The database took too long").withHeader("Retry-After", "1"));
        answer(get("/todos/counts"), okJson("{}").withFixedDelay(500));
        together(40, this::change).forEach(response -> assertEquals(503, response.statusCode()));
        // One of them may be the request that finds out whether the service is well again.
        assertTrue(together(2, this::counts).anyMatch(response -> response.statusCode() == 503), "both were asked");
        recovers();
    }

    private void recovers() {
        Instant deadline = Instant.now().plusSeconds(2);
        int status = 503;
        while (status != 200 && Instant.now().isBefore(deadline)) {
            status = counts().statusCode();
        }
        assertEquals(200, status);
    }

    /** Changes of a todo that somebody holds are given up, too, and as many as open the circuit; the service is well. */
    @Test
    void oneOwnersChangesThatBlockEachOtherAreNobodyElsesTrouble() {
        answer(patch(urlPathEqualTo(TODO)), contention());
        together(30, this::change).forEach(response -> response.then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("detail", equalTo("rule-service was busy with another change of the same")));
        answer(get("/todos/counts"), okJson("{\"total\":1}"));
        counts().then().statusCode(200);
    }

    private static <T> Stream<T> together(int number, Supplier<T> request) {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            List<CompletableFuture<T>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(request, threads))
                    .limit(number)
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList().stream();
        } finally {
            threads.shutdown();
        }
    }

    private void answer(MappingBuilder request, ResponseDefinitionBuilder answer) {
        services.rules.stubFor(me.with(request).willReturn(answer));
    }

    private void answerFirst(MappingBuilder request, ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        Services.answerFirst(services.rules, me.with(request), first, then);
    }

    private List<LoggedRequest> requests() {
        return services.rules.findAll(
                anyRequestedFor(anyUrl()).withHeader("Authorization", WireMock.equalTo(me.authorization())));
    }

    private Set<String> keys() {
        return requests().stream()
                .map(request -> request.getHeader("Idempotency-Key"))
                .collect(Collectors.toSet());
    }

    private static ResponseDefinitionBuilder busy() {
        return unavailable("busy", "Too many passwords at once");
    }

    private static ResponseDefinitionBuilder contention() {
        return unavailable("contention", "The database was busy with another change of the same");
    }

    private static ResponseDefinitionBuilder unavailable(String type, String detail) {
        return aResponse()
                .withStatus(503)
                .withHeader("Retry-After", "1")
                .withHeader("Content-Type", "application/problem+json")
                .withBody("{\"type\":\"urn:todolist:problem:%s\",\"status\":503,\"detail\":\"%s\"}"
                        .formatted(type, detail));
    }

    private Response counts() {
        return me.request().get("/api/todos/counts");
    }

    private Response change() {
        return me.request().body("{}").patch("/api" + TODO);
    }
}
