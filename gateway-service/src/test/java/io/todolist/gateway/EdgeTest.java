package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every request. */
@QuarkusTest
class EdgeTest extends GatewayTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    @TestHTTPResource
    URI gateway;

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void allowsChangesFromOurPage(String site) {
        change().header("Sec-Fetch-Site", site).post("/api/logout").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "anything"})
    void refusesChangesFromAnotherSite(String site) {
        change().header("Sec-Fetch-Site", site)
                .post("/api/logout")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("status", equalTo(403))
                .body("instance", equalTo("/api/logout"))
                .body("traceId", matchesPattern("[0-9a-f]{32}"));
    }

    @ParameterizedTest
    @CsvSource({"POST, /user/register", "POST, /api/rule", "PUT, /api/rule", "DELETE, /api/rule", "PATCH, /api/me"})
    void refusesChangesFromAnotherSiteOnEveryRoute(String method, String path) {
        me.request()
                .header("Sec-Fetch-Site", "cross-site")
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(403);
    }

    @Test
    void letsAnotherSiteRead() {
        me.request()
                .header("Sec-Fetch-Site", "cross-site")
                .get("/api/session")
                .then()
                .statusCode(200);
    }

    @Test
    void comparesOriginAndHostWhenTheBrowserSaysNoMore() {
        change().header("Origin", "http://" + gateway.getAuthority())
                .post("/api/logout")
                .then()
                .statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "not a uri", "http://localhost:1", "http:", "//localhost"})
    void refusesAnotherOriginWhenTheBrowserSaysNoMore(String origin) {
        change().header("Origin", origin).post("/api/logout").then().statusCode(403);
    }

    @Test
    void theSchemesPortMayBeLeftOut() {
        change().header("Host", "todo.example:80")
                .header("Origin", "http://todo.example")
                .post("/api/logout")
                .then()
                .statusCode(204);
    }

    /** The same host under another scheme is another origin (RFC 6454, 4). */
    @Test
    void theSchemeBelongsToTheOrigin() {
        change().header("Host", "todo.example:443")
                .header("Origin", "https://todo.example")
                .post("/api/logout")
                .then()
                .statusCode(403);
    }

    @Test
    void allowsClientsThatAreNoBrowsers() {
        change().post("/api/logout").then().statusCode(204);
    }

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

    /** For the security log: where it really came from. */
    @Test
    void tellsTheServicesTheSourceOfARequestWhateverItSays() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos/counts")))
                .withHeader("X-Todolist-Source", WireMock.equalTo("127.0.0.1"))
                .willReturn(okJson("{}")));
        me.request()
                .header("X-Todolist-Source", "203.0.113.7")
                .header("X-Forwarded-For", "203.0.113.7")
                .get("/api/todos/counts")
                .then()
                .statusCode(200);
    }

    @Test
    void whereThereIsNoCandidateItsHeaderDoesNothing() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos/counts")))
                .withHeader("X-Todolist-Candidate", absent())
                .willReturn(okJson("{}")));
        me.request()
                .header("X-Todolist-Candidate", "rule-service")
                .get("/api/todos/counts")
                .then()
                .statusCode(200);
    }

    @Test
    void anUnknownAddressOfTheApiIsAProblem() {
        given().accept("text/html")
                .get("/api/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("traceId", notNullValue());
        given().get("/api").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void aWrongMethodIsAProblem() {
        me.request()
                .delete("/api/home")
                .then()
                .statusCode(405)
                .header("Allow", containsString("GET"))
                .contentType("application/problem+json")
                .body("traceId", notNullValue());
    }

    /** RFC 9110, 9.3.7 and 15.5.6: of this path, not of others of the same class. */
    @ParameterizedTest
    @CsvSource({
        "/api/todos/counts, 'GET, HEAD, OPTIONS'",
        "/api/todos, 'GET, HEAD, OPTIONS, POST'",
        "/api/me/password, 'OPTIONS, PUT'",
        "/user/register, 'GET, HEAD, OPTIONS, POST'"
    })
    void saysWhichMethodsAPathHas(String path, String methods) {
        given().options(path).then().statusCode(204).header("Allow", methods);
        me.request().patch(path).then().statusCode(405).header("Allow", methods);
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /api/me", "PUT, /api/me/password", "POST, /api/session", "POST, /api/users", "POST, /api/todos"
    })
    void takesNoTextForJson(String method, String path) {
        me.request()
                .contentType("text/plain")
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void aWrongContentTypeIsAProblem() {
        me.request()
                .contentType("text/plain")
                .body("x")
                .post("/api/todos")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void sendsSecurityHeaders() {
        given().get("/")
                .then()
                .header(
                        "Content-Security-Policy",
                        startsWith("default-src 'none'; script-src 'self'; style-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", notNullValue())
                .header("Permissions-Policy", notNullValue())
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Strict-Transport-Security", nullValue());
    }

    @Test
    void doesNotBelieveAnybodyThatAProxyEndsTls() {
        given().header("X-Forwarded-Proto", "https").get("/").then().header("Strict-Transport-Security", nullValue());
    }

    @Test
    void compressesJson() throws Exception {
        services.rules.stubFor(
                me.with(get("/todos/counts")).willReturn(okJson("{\"text\":\"" + "a".repeat(5000) + "\"}")));
        var request = HttpRequest.newBuilder(gateway.resolve("/api/todos/counts"))
                .header("Cookie", "jwtToken=" + me.token)
                .header("Accept-Encoding", "gzip");
        var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
        assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElse(""));
        assertTrue(response.body().length < 1000);
    }

    private static RequestSpecification change() {
        return given().contentType("application/json");
    }
}
