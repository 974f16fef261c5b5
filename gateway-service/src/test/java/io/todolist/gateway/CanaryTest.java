package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several revisions side by side: another one of the gateway, which has other assets, and a candidate of rule-service. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(CanaryTest.Canary.class)
class CanaryTest extends GatewayTest {
    private static final String KEY = "key-of-whoever-releases";
    private static final String CALLER_KEY = "X-Todolist-Caller-Key";
    private static final String OF_THE_INSTALLATION = "key-of-the-installation-0123456789";

    Revisions revisions;

    public static class Canary implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "K_REVISION",
                    "gateway-service-v2",
                    "todolist.candidate.key",
                    KEY,
                    "todolist.caller.keys",
                    OF_THE_INSTALLATION + ",an-older-one-0123456789-0123456789");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Revisions.class));
        }
    }

    public static class Revisions implements QuarkusTestResourceLifecycleManager {
        final WireMockServer sibling =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        final WireMockServer candidate =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());

        @Override
        public Map<String, String> start() {
            sibling.start();
            candidate.start();
            return Map.of(
                    "todolist.page.siblings",
                    "http://localhost:1," + sibling.baseUrl(),
                    "todolist.candidate.rule-service",
                    candidate.baseUrl());
        }

        @Override
        public void stop() {
            sibling.stop();
            candidate.stop();
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(this, new TestInjector.MatchesType(Revisions.class));
        }
    }

    private void siblingHas(String path, String type, String content) {
        revisions.sibling.stubFor(get(path).willReturn(ok(content).withHeader("Content-Type", type)));
    }

    private void answersTodos(WireMockServer service, String name) {
        service.stubFor(me.with(get(urlPathEqualTo("/todos"))).willReturn(okJson("{\"from\":\"" + name + "\"}")));
    }

    private RequestSpecification asking(String candidate) {
        return me.request().header("X-Todolist-Candidate", candidate).header("X-Todolist-Candidate-Key", KEY);
    }

    @Test
    void aRevisionShowsItself() {
        given().get("/api/home").then().header("X-Todolist-Version", equalTo("gateway-service-v2"));
        given().get("/").then().header("Server-Timing", equalTo("version;desc=\"gateway-service-v2\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/static/bundle/app-AAAAAAA1.js", "/static/bundle/app-AAAAAAA2.css"})
    void anAssetOfAnotherRevisionIsServed(String path) {
        siblingHas(path, path.endsWith("js") ? "text/javascript" : "text/css", "of another revision");
        given().get(path)
                .then()
                .statusCode(200)
                .contentType(path.endsWith("js") ? "text/javascript" : "text/css")
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .body(equalTo("of another revision"));
    }

    @Test
    void itIsCompressedLikeOurs() {
        siblingHas("/static/bundle/app-BBBBBBBB.js", "text/javascript", "long ".repeat(1000));
        given().header("Accept-Encoding", "gzip")
                .get("/static/bundle/app-BBBBBBBB.js")
                .then()
                .header("Content-Encoding", "gzip")
                .body(containsString("long"));
    }

    @Test
    void anAssetIsAskedForOnce() {
        String path = "/static/bundle/app-CCCCCCCC.js";
        siblingHas(path, "text/javascript", "once");
        given().get(path).then().statusCode(200);
        given().get(path).then().statusCode(200).body(equalTo("once"));
        revisions.sibling.verify(1, getRequestedFor(urlEqualTo(path)));
    }

    @Test
    void siblingsDoNotAskEachOtherInCircles() {
        String path = "/static/bundle/app-DDDDDDDD.js";
        siblingHas(path, "text/javascript", "not asked for");
        given().header("X-Todolist-Sibling", "true").get(path).then().statusCode(404);
        revisions.sibling.verify(0, getRequestedFor(urlEqualTo(path)));
    }

    @Test
    void anAssetThatNobodyHasStartsThePageAnew() {
        given().get("/static/bundle/app-EEEEEEEE.js")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(containsString("location.reload()"));
        given().get("/static/bundle/app-EEEEEEEE.css").then().statusCode(404).header("Cache-Control", "no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/static/bundle/app.js", "/static/other-FFFFFFFF.js", "/static/bundle/a/b-FFFFFFFF.js"})
    void nothingElseIsAskedFor(String path) {
        given().get(path);
        revisions.sibling.verify(0, getRequestedFor(urlEqualTo(path)));
    }

    @Test
    void aRequestForTheCandidateIsAnsweredByIt() {
        answersTodos(services.rules, "current");
        answersTodos(revisions.candidate, "candidate");
        asking("rule-service").get("/api/todos?size=5").then().statusCode(200).body("from", equalTo("candidate"));
        revisions.candidate.verify(getRequestedFor(urlEqualTo("/todos?size=5"))
                .withHeader("Host", WireMock.equalTo("localhost:" + revisions.candidate.port())));
    }

    @Test
    void itIsHeldForACandidateThatIsStarting() {
        answersTodos(services.rules, "current");
        revisions.candidate.stubFor(me.with(get(urlPathEqualTo("/todos")))
                .inScenario(me.id)
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(serviceUnavailable())
                .willSetStateTo("started"));
        revisions.candidate.stubFor(me.with(get(urlPathEqualTo("/todos")))
                .inScenario(me.id)
                .whenScenarioStateIs("started")
                .willReturn(okJson("{\"from\":\"candidate\"}")));
        asking("rule-service").get("/api/todos").then().statusCode(200).body("from", equalTo("candidate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-service", "http://localhost:1", "rule-service, user-service"})
    void anyOtherValueChangesNothing(String value) {
        answersTodos(services.rules, "current");
        answersTodos(revisions.candidate, "candidate");
        asking(value).get("/api/todos").then().statusCode(200).body("from", equalTo("current"));
    }

    /** Nobody else can find its mistakes, wake it, or be answered by it without a note. */
    @ParameterizedTest
    @ValueSource(strings = {"", "key-of-whoever-release", "key-of-whoever-releases2"})
    void nobodyElseGetsACandidate(String key) {
        answersTodos(services.rules, "current");
        answersTodos(revisions.candidate, "candidate");
        me.request()
                .header("X-Todolist-Candidate", "rule-service")
                .header("X-Todolist-Candidate-Key", key)
                .get("/api/todos")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        me.request()
                .header("X-Todolist-Candidate", "rule-service")
                .get("/api/todos")
                .then()
                .statusCode(403);
        revisions.candidate.verify(
                0,
                getRequestedFor(urlPathEqualTo("/todos"))
                        .withHeader("Authorization", WireMock.equalTo(me.authorization())));
    }

    /** With which services refuse everybody else, whatever somebody else says it is. */
    @Test
    void theServicesAndTheirCandidatesAreShownTheKeyOfTheInstallation() {
        for (WireMockServer service : List.of(services.rules, revisions.candidate)) {
            service.stubFor(me.with(get(urlPathEqualTo("/todos/counts")))
                    .withHeader(CALLER_KEY, WireMock.equalTo(OF_THE_INSTALLATION))
                    .willReturn(okJson("{\"shown\":true}")));
        }
        me.request().get("/api/todos/counts").then().statusCode(200).body("shown", equalTo(true));
        me.request().header(CALLER_KEY, "mine").get("/api/todos/counts").then().body("shown", equalTo(true));
        asking("rule-service").get("/api/todos/counts").then().statusCode(200).body("shown", equalTo(true));
        services.users.stubFor(me.with(get(urlPathEqualTo("/me")))
                .withHeader(CALLER_KEY, WireMock.equalTo(OF_THE_INSTALLATION))
                .willReturn(okJson(me.user().encode())));
        me.request().get("/api/me").then().statusCode(200);
    }

    @Test
    void itsSiblingsAreNot() {
        String path = "/static/bundle/app-HHHHHHHH.js";
        siblingHas(path, "text/javascript", "public");
        given().header(CALLER_KEY, "mine").get(path).then().statusCode(200);
        revisions.sibling.verify(getRequestedFor(urlEqualTo(path)).withHeader(CALLER_KEY, WireMock.absent()));
    }

    @Test
    void requestsThatDoNotSaySoAreNotTheCandidates() {
        answersTodos(services.rules, "current");
        answersTodos(revisions.candidate, "candidate");
        me.request().get("/api/todos").then().statusCode(200).body("from", equalTo("current"));
    }

    /** As many as would open the circuit, and each is given up. */
    @Test
    void aCandidateThatIsDownIsNobodyElsesTrouble() throws Exception {
        answersTodos(services.rules, "current");
        revisions.candidate.stubFor(
                me.with(get(urlPathEqualTo("/todos/counts"))).willReturn(serviceUnavailable()));
        Callable<Integer> request =
                () -> asking("rule-service").get("/api/todos/counts").statusCode();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(20, request))) {
                assertEquals(503, status.get());
            }
        } finally {
            threads.shutdownNow();
        }
        me.request().get("/api/todos").then().statusCode(200).body("from", equalTo("current"));

        revisions.candidate.stubFor(
                me.with(get(urlPathEqualTo("/todos/counts"))).willReturn(okJson("{}")));
        await("the candidate is asked again").atMost(Duration.ofSeconds(10)).until(request::call, equalTo(200));
    }
}
