package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.UUID;

/**
 * user-service and rule-service, played on ports of their own. They are shared by all tests; a test stubs answers for
 * people of its own only.
 */
public class Services implements QuarkusTestResourceLifecycleManager {
    final WireMockServer users;
    final WireMockServer rules;

    /** Both ports are held until both are known: they can't be the same. */
    public Services() {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            users = new WireMockServer(one.getLocalPort());
            rules = new WireMockServer(other.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        users.start();
        rules.start();
        // Every session is alive unless a test says otherwise.
        rules.stubFor(get("/session").atPriority(10).willReturn(noContent()));
        return Map.of(
                "quarkus.rest-client.user-service.url", users.baseUrl(),
                "quarkus.rest-client.rule-service.url", rules.baseUrl());
    }

    @Override
    public void stop() {
        users.stop();
        rules.stop();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(Services.class));
    }

    /** Lets the refresh token get the person's next session. */
    void letRenew(String refreshToken, Person person) {
        answerRenewal(refreshToken, okJson(person.session(refreshToken + "-next")));
    }

    void answerRenewal(String refreshToken, ResponseDefinitionBuilder answer) {
        users.stubFor(renewal(refreshToken).willReturn(answer));
    }

    static MappingBuilder renewal(String refreshToken) {
        return post("/sessions/refresh").withRequestBody(equalToJson("{\"refreshToken\":\"" + refreshToken + "\"}"));
    }

    RequestPatternBuilder renewals(String refreshToken) {
        return postRequestedFor(urlEqualTo("/sessions/refresh"))
                .withRequestBody(equalToJson("{\"refreshToken\":\"" + refreshToken + "\"}"));
    }

    /** Answers the first of these requests so, and all others so. */
    static void answerFirst(
            WireMockServer service,
            MappingBuilder request,
            ResponseDefinitionBuilder first,
            ResponseDefinitionBuilder then) {
        String scenario = UUID.randomUUID().toString();
        service.stubFor(request.inScenario(scenario)
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("again"));
        service.stubFor(request.withId(UUID.randomUUID())
                .inScenario(scenario)
                .whenScenarioStateIs("again")
                .willReturn(then)
                .willSetStateTo("again"));
    }

    /** Lets the person sign in with this password, and nobody else. */
    void letSignIn(Person person, String password) {
        users.stubFor(post("/sessions")
                .withRequestBody(equalToJson("{\"name\":\"%s\",\"password\":\"%s\"}".formatted(person.name, password)))
                .withHeader("Content-Type", equalTo("application/json"))
                .willReturn(okJson(person.session("refresh-" + person.id))));
    }

    static ResponseDefinitionBuilder problem(int status, String detail) {
        return new ResponseDefinitionBuilder()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody("{\"status\":%d,\"title\":\"Title\",\"detail\":\"%s\"}".formatted(status, detail));
    }
}
