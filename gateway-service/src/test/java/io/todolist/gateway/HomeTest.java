package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.havingExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HomeTest extends GatewayTest {
    private static final ResponseDefinitionBuilder BROKEN = Services.problem(500, "broken");

    @Test
    void hasUserTodosAndCountsFromOneCall() {
        answer(okJson("{\"todos\":{\"items\":[{\"name\":\"n\"}],\"total\":1},\"counts\":{\"total\":2}}"));
        home().statusCode(200)
                .contentType("application/json")
                .body("keySet()", equalTo(Set.of("user", "problems", "todos", "counts")))
                .body("user.id", equalTo(me.id))
                .body("user.name", equalTo(me.name))
                .body("todos.items[0].name", equalTo("n"))
                .body("counts.total", equalTo(2))
                .body("problems", anEmptyMap());
        services.rules.verify(
                1, anyRequestedFor(anyUrl()).withHeader("Authorization", WireMock.equalTo(me.authorization())));
    }

    @Test
    void passesOnTheListsParameters() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/home")))
                .withQueryParam("size", WireMock.equalTo("7"))
                .withQueryParam("status", havingExactly("DONE", "PAUSED"))
                .willReturn(okJson("{\"todos\":{\"size\":7},\"counts\":{}}")));
        me.request().get("/api/home?size=7&status=DONE&status=PAUSED").then().body("todos.size", equalTo(7));
    }

    @Test
    void stillKnowsTheUserWhenAllElseFailsAndSaysWhy() {
        answer(BROKEN);
        home().statusCode(200)
                .body("user.id", equalTo(me.id))
                .body("todos", nullValue())
                .body("counts", nullValue())
                .body("problems.todos.status", equalTo(500))
                .body("problems.todos.detail", equalTo("broken"))
                .body("problems.todos.traceId", matchesPattern("[0-9a-f]{32}"))
                .body("problems.counts.status", equalTo(500));
    }

    /** It is the client's mistake, not something that could not be had. */
    @Test
    void refusesWhatTheListRefuses() {
        answer(Services.problem(400, "the size"));
        home().statusCode(400).contentType("application/problem+json").body("detail", equalTo("the size"));
    }

    @Test
    void refusesNobody() {
        given().get("/api/home").then().statusCode(401);
    }

    private void answer(ResponseDefinitionBuilder home) {
        services.rules.stubFor(me.with(get("/home")).willReturn(home));
    }

    private ValidatableResponse home() {
        return me.request().get("/api/home").then();
    }
}
