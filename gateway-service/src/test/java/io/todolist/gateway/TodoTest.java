package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.havingExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The todos of rule-service under /api: what comes in goes on, and what comes back too. */
@QuarkusTest
class TodoTest extends GatewayTest {
    private static final String ID = "0198c0de-0000-7000-8000-000000000001";

    @Test
    void passesOnEveryQueryParameterAsItIs() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos")))
                .withQueryParam("q", WireMock.equalTo("100% {a}&b=c+d 待办/?"))
                .withQueryParam("status", havingExactly("DONE", "PAUSED"))
                .withQueryParam("empty", WireMock.equalTo(""))
                .willReturn(okJson("{\"items\":[],\"unknown\":1.50}")));
        me.request()
                .queryParam("q", "100% {a}&b=c+d 待办/?")
                .queryParam("status", "DONE", "PAUSED")
                .queryParam("empty", "")
                .get("/api/todos")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .contentType("application/json")
                .body(equalTo("{\"items\":[],\"unknown\":1.50}"));
    }

    @Test
    void creates() {
        services.rules.stubFor(me.with(post("/todos"))
                .withHeader("Idempotency-Key", WireMock.equalTo("key-1"))
                .withRequestBody(equalToJson("{\"name\":\"n\",\"due\":null}"))
                .willReturn(jsonResponse("{\"id\":\"" + ID + "\"}", 201)
                        .withHeader("Location", services.rules.baseUrl() + "/todos/" + ID)
                        .withHeader("ETag", "\"0\"")));
        me.request()
                .header("Idempotency-Key", "key-1")
                .body("{\"name\":\"n\",\"due\":null}")
                .post("/api/todos")
                .then()
                .statusCode(201)
                .header("Location", "/api/todos/" + ID)
                .header("ETag", "\"0\"")
                .body("id", equalTo(ID));
    }

    /** The services keep it: one that is too long is refused before anybody has to carry it. */
    @Test
    void refusesAKeyThatIsTooLong() {
        me.request()
                .header("Idempotency-Key", "k".repeat(256))
                .body("{}")
                .post("/api/todos")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].message", containsString("255"));
    }

    @Test
    void reads() {
        services.rules.stubFor(
                me.with(get("/todos/" + ID)).willReturn(okJson("{}").withHeader("ETag", "\"5\"")));
        me.request().get("/api/todos/" + ID).then().statusCode(200).header("ETag", "\"5\"");
    }

    @Test
    void readsAHistoryPageByPage() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos/" + ID + "/history")))
                .withQueryParam("size", WireMock.equalTo("50"))
                .withQueryParam("after", WireMock.equalTo("17"))
                .willReturn(okJson("{\"items\":[],\"next\":null,\"unknown\":1.50}")));
        me.request()
                .get("/api/todos/" + ID + "/history?size=50&after=17")
                .then()
                .statusCode(200)
                .body(equalTo("{\"items\":[],\"next\":null,\"unknown\":1.50}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/merge-patch+json", "application/json"})
    void changes(String type) {
        services.rules.stubFor(me.with(patch(urlPathEqualTo("/todos/" + ID)))
                .withHeader("If-Match", WireMock.equalTo("\"5\""))
                .withRequestBody(equalToJson("{\"status\":\"DONE\"}"))
                .willReturn(okJson("{\"version\":6}").withHeader("ETag", "\"6\"")));
        me.request()
                .contentType(type)
                .header("If-Match", "\"5\"")
                .body("{\"status\":\"DONE\"}")
                .patch("/api/todos/" + ID)
                .then()
                .statusCode(200)
                .header("ETag", "\"6\"")
                .body("version", equalTo(6));
    }

    @Test
    void passesOnThatAVersionIsStale() {
        services.rules.stubFor(
                me.with(patch(urlPathEqualTo("/todos/" + ID))).willReturn(Services.problem(412, "It has changed")));
        me.request()
                .header("If-Match", "\"1\"")
                .body("{}")
                .patch("/api/todos/" + ID)
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("title", equalTo("Title"))
                .body("detail", equalTo("It has changed"));
    }

    @Test
    void deletes() {
        services.rules.stubFor(me.with(delete("/todos/" + ID))
                .withHeader("If-Match", WireMock.equalTo("\"2\""))
                .willReturn(noContent()));
        me.request()
                .header("If-Match", "\"2\"")
                .delete("/api/todos/" + ID)
                .then()
                .statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/" + ID + "/move", "/delete", "/restore", "/status"})
    void passesOnOtherChanges(String path) {
        services.rules.stubFor(me.with(post("/todos" + path))
                .withRequestBody(equalToJson("{\"ids\":[\"a\",1,2.0]}"))
                .willReturn(okJson("{\"missing\":[]}")));
        me.request()
                .body("{\"ids\":[\"a\",1,2.0]}")
                .post("/api/todos" + path)
                .then()
                .statusCode(200)
                .body("missing.size()", equalTo(0));
    }

    @Test
    void restores() {
        services.rules.stubFor(me.with(post("/todos/" + ID + "/restore")).willReturn(okJson("{\"id\":\"x\"}")));
        given().cookie("jwtToken", me.token)
                .post("/api/todos/" + ID + "/restore")
                .then()
                .statusCode(200)
                .body("id", equalTo("x"));
    }

    @Test
    void knowsNoTodoWithAnotherKindOfId() {
        me.request().get("/api/todos/1").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void refusesNobody() {
        given().get("/api/todos").then().statusCode(401);
        given().contentType("application/json")
                .body("{}")
                .post("/api/todos")
                .then()
                .statusCode(401);
        given().delete("/api/todos/" + UUID.randomUUID()).then().statusCode(401);
    }

    @Test
    void aBrokenErrorOfAServiceIsStillAProblem() {
        services.rules.stubFor(me.with(get("/todos/counts"))
                .willReturn(WireMock.aResponse().withStatus(500).withBody("<html>")));
        me.request()
                .get("/api/todos/counts")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("status", equalTo(500));
    }

    @Test
    void anAnswerThatCannotBeReadIsNotTheClientsFault() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos"))).willReturn(okJson("<html>")));
        me.request().get("/api/rule").then().statusCode(502).contentType("application/problem+json");
    }
}
