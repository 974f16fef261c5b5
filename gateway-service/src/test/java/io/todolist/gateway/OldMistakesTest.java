package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the old gateway got wrong stays right. */
@QuarkusTest
class OldMistakesTest extends GatewayTest {
    private static final String KEY = "0198c0de-0000-7000-8000-000000000005";

    @ParameterizedTest
    @CsvSource({
        "GET, /api/rule",
        "POST, /api/rule",
        "PUT, /api/rule",
        "DELETE, /api/rule",
        "GET, /api/todos",
        "POST, /api/todos",
        "DELETE, /api/todos/" + KEY,
        "GET, /api/home",
        "GET, /api/users",
        "GET, /api/me",
        "DELETE, /api/me"
    })
    void mistake3AFailedTokenCheckRunsNothing(String method, String path) {
        String forged = Person.sign(me.claims().issuer("somebody else"));
        given().cookie("jwtToken", forged)
                .contentType("application/json")
                .body("{\"key\":[\"" + KEY + "\"],\"name\":\"n\",\"method\":\"delete\"}")
                .request(method, path)
                .then()
                .statusCode(401);
        var withIt = anyRequestedFor(anyUrl()).withHeader("Authorization", containing(forged));
        services.rules.verify(0, withIt);
        services.users.verify(0, withIt);
    }

    @Test
    void mistake4JsonKeepsItsArraysAndNumbers() {
        services.rules.stubFor(me.with(post("/todos/status")).willReturn(okJson("{\"missing\":[1,2.50,true,null]}")));
        String body =
                "{\"ids\":[\"" + KEY + "\"],\"number\":2.50,\"yes\":true,\"nothing\":null,\"nested\":{\"a\":[1]}}";
        me.request().body(body).post("/api/todos/status").then().body(equalTo("{\"missing\":[1,2.50,true,null]}"));
        assertEquals(body, requests().get(0).getBodyAsString());
    }

    @Test
    void mistake4TheOldPagesKeysStayAnArray() {
        services.rules.stubFor(me.with(post("/todos/delete")).willReturn(okJson("{\"todos\":[],\"missing\":[]}")));
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos")))
                .willReturn(okJson("{\"items\":[],\"total\":0,\"size\":100,\"page\":1}")));
        me.request()
                .body("{\"key\":[\"" + KEY + "\"],\"method\":\"delete\"}")
                .delete("/api/rule")
                .then()
                .statusCode(200);
        assertEquals("{\"ids\":[\"" + KEY + "\"]}", requests().get(0).getBodyAsString());
    }

    @Test
    void mistake5AListHonoursCurrentAndPageSize() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos")))
                .withQueryParam("page", WireMock.equalTo("3"))
                .withQueryParam("size", WireMock.equalTo("50"))
                .willReturn(okJson("{\"items\":[],\"total\":101,\"size\":50,\"page\":3}")));
        me.request()
                .get("/api/rule?current=3&pageSize=50")
                .then()
                .statusCode(200)
                .body("current", equalTo(3))
                .body("pageSize", equalTo(50))
                .body("total", equalTo(101));
    }

    private List<LoggedRequest> requests() {
        return services.rules.findAll(
                anyRequestedFor(anyUrl()).withHeader("Authorization", WireMock.equalTo(me.authorization())));
    }
}
