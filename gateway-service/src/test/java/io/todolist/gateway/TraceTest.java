package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace goes on from the client to the services; where none came, one begins. */
@QuarkusTest
class TraceTest extends GatewayTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    @Test
    void takesTheTraceIdFromTheClient() {
        given().header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .get("/api/session")
                .then()
                .body("traceId", equalTo(TRACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "ff-" + TRACE + "-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-" + TRACE + "-0000000000000000-01"
            })
    void makesATraceIdWhenTheClientsIsInvalid(String traceparent) {
        given().header("traceparent", traceparent)
                .get("/api/session")
                .then()
                .body("traceId", matchesPattern("[0-9a-f]{32}"))
                .body("traceId", not(TRACE));
    }

    @Test
    void passesATraceOnAsItCame() {
        services.rules.stubFor(me.with(get("/todos/counts"))
                .withHeader("traceparent", WireMock.equalTo(TRACEPARENT))
                .withHeader("tracestate", WireMock.equalTo("vendor=a,other=b"))
                .willReturn(okJson("{}")));
        me.request()
                .header("traceparent", TRACEPARENT)
                .header("tracestate", "vendor=a,other=b")
                .get("/api/todos/counts")
                .then()
                .statusCode(200);
    }

    @Test
    void passesTheTraceOfARenewalOnAsItCame() {
        String refreshToken = "traced-" + me.id;
        services.users.stubFor(post("/sessions/refresh")
                .withHeader("traceparent", WireMock.equalTo(TRACEPARENT))
                .withRequestBody(containing(refreshToken))
                .willReturn(okJson(me.session("next"))));
        me.requestAfterAWhile(refreshToken)
                .header("traceparent", TRACEPARENT)
                .get("/api/session")
                .then()
                .statusCode(200);
    }

    /** Whether a trace is recorded is for whoever records it to say. */
    @Test
    void beginsATraceThatIsNotSampledWhereNoneCame() {
        assertNewTrace(me.request());
    }

    @Test
    void replacesAnInvalidTraceAndItsState() {
        assertNewTrace(me.request()
                .header("traceparent", "00-" + TRACE + "-0000000000000000-01")
                .header("tracestate", "vendor=a"));
    }

    private void assertNewTrace(RequestSpecification request) {
        services.rules.stubFor(me.with(get("/todos/counts"))
                .withHeader("traceparent", matching("00-(?!" + TRACE + ")[0-9a-f]{32}-[0-9a-f]{16}-00"))
                .withHeader("tracestate", absent())
                .willReturn(okJson("{}")));
        request.get("/api/todos/counts").then().statusCode(200);
    }
}
