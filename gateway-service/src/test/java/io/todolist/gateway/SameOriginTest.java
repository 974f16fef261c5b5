package io.todolist.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A change comes from a page of this site, or from no browser. */
@QuarkusTest
class SameOriginTest extends GatewayTest {
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
    @CsvSource({
        "POST, /user/register",
        "POST, /api/rule",
        "PUT, /api/rule",
        "DELETE, /api/rule",
        "PATCH, /api/me",
        "POST, /api/me/email-verification",
        "POST, /api/email-verifications",
        "POST, /api/password-resets",
        "POST, /api/password-resets/redemption"
    })
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

    private static RequestSpecification change() {
        return given().contentType("application/json");
    }
}
