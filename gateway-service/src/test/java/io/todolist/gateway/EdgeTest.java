package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every request. */
@QuarkusTest
class EdgeTest extends GatewayTest {
    @TestHTTPResource
    URI gateway;

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
    void aKeyOfTheInstallationThatAVisitorSaysGoesNoFurther() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos/counts")))
                .withHeader("X-Todolist-Caller-Key", absent())
                .willReturn(okJson("{}")));
        me.request()
                .header("X-Todolist-Caller-Key", "a key of the installation, or not")
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
}
