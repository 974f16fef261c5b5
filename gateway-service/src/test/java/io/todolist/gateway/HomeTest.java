package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HomeTest extends GatewayTest {
    private static final ResponseDefinitionBuilder BROKEN = Services.problem(500, "broken");

    @Test
    void hasUserTodosAndCounts() {
        answer(okJson("{\"items\":[{\"name\":\"n\"}],\"total\":1}"), okJson("{\"total\":1}"));
        home().statusCode(200)
                .body("user.id", equalTo(me.id))
                .body("user.name", equalTo(me.name))
                .body("todos.items[0].name", equalTo("n"))
                .body("counts.total", equalTo(1))
                .body("problems", anEmptyMap());
    }

    @Test
    void passesOnTheListsParameters() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos")))
                .withQueryParam("size", WireMock.equalTo("7"))
                .willReturn(okJson("{\"size\":7}")));
        me.request().get("/api/home?size=7").then().body("todos.size", equalTo(7));
    }

    @Test
    void leavesOutTodosThatFailAndSaysWhy() {
        answer(BROKEN, okJson("{\"total\":1}"));
        home().statusCode(200)
                .body("todos", nullValue())
                .body("counts.total", equalTo(1))
                .body("problems.todos.status", equalTo(500))
                .body("problems.todos.detail", equalTo("broken"))
                .body("problems.todos.traceId", matchesPattern("[0-9a-f]{32}"))
                .body("problems.counts", nullValue());
    }

    @Test
    void leavesOutCountsThatFailAndSaysWhy() {
        answer(okJson("{\"items\":[]}"), BROKEN);
        home().statusCode(200)
                .body("counts", nullValue())
                .body("todos.items.size()", equalTo(0))
                .body("problems.counts.status", equalTo(500));
    }

    @Test
    void stillKnowsTheUserWhenAllElseFails() {
        answer(BROKEN, BROKEN);
        home().statusCode(200)
                .body("user.id", equalTo(me.id))
                .body("problems.todos.status", equalTo(500))
                .body("problems.counts.status", equalTo(500));
    }

    @Test
    void asksForBothAtTheSameTime() {
        Duration each = Duration.ofMillis(1000);
        answer(okJson("{}").withFixedDelay((int) each.toMillis()), okJson("{}").withFixedDelay((int) each.toMillis()));
        Instant start = Instant.now();
        home().statusCode(200).body("problems", anEmptyMap());
        Duration taken = Duration.between(start, Instant.now());
        assertTrue(taken.compareTo(each.multipliedBy(2)) < 0, taken.toString());
    }

    @Test
    void refusesNobody() {
        given().get("/api/home").then().statusCode(401);
    }

    private void answer(ResponseDefinitionBuilder todos, ResponseDefinitionBuilder counts) {
        services.rules.stubFor(me.with(get("/todos")).willReturn(todos));
        services.rules.stubFor(me.with(get("/todos/counts")).willReturn(counts));
    }

    private ValidatableResponse home() {
        return me.request().get("/api/home").then();
    }
}
