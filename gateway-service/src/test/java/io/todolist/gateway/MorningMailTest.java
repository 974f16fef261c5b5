package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail in the morning is turned on and off by who is signed in, and off by any such mail. */
@QuarkusTest
class MorningMailTest extends GatewayTest {
    private static final String SETTINGS = "{\"timeZone\":\"Asia/Shanghai\",\"language\":\"zh\"}";
    private static final String ON = "{\"on\":true,\"timeZone\":\"Asia/Shanghai\",\"language\":\"zh\",\"secret\":1}";

    /** 32 bytes. */
    private final String token = (me.id + me.id).substring(0, 41) + "_-";

    @Test
    void isReadTurnedOnAndTurnedOff() {
        services.users.stubFor(me.with(get("/me/morning-mail")).willReturn(okJson(ON)));
        services.users.stubFor(me.with(put("/me/morning-mail"))
                .withRequestBody(equalToJson(SETTINGS))
                .willReturn(okJson(ON)));
        services.users.stubFor(me.with(delete("/me/morning-mail")).willReturn(noContent()));
        request()
                .get("/api/me/morning-mail")
                .then()
                .statusCode(200)
                .body("", equalTo(Map.of("on", true, "timeZone", "Asia/Shanghai", "language", "zh")));
        request()
                .body(SETTINGS)
                .put("/api/me/morning-mail")
                .then()
                .statusCode(200)
                .body("on", equalTo(true));
        request().delete("/api/me/morning-mail").then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({"409, There is no verified address", "501, This installation sends no mail", "404, Not Found"})
    void passesOnWhyNoneComes(int status, String detail) {
        services.users.stubFor(me.with(put("/me/morning-mail")).willReturn(Services.problem(status, detail)));
        request()
                .body(SETTINGS)
                .put("/api/me/morning-mail")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", equalTo(detail));
    }

    @Test
    void onlyForWhoIsSignedIn() {
        given().get("/api/me/morning-mail").then().statusCode(401);
        given().contentType("application/json")
                .body(SETTINGS)
                .put("/api/me/morning-mail")
                .then()
                .statusCode(401);
        given().delete("/api/me/morning-mail").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"language\":\"en\"}", "{\"timeZone\":5,\"language\":\"en\"}", "[]", "{\"timeZone\":\"UTC\"}"})
    void badSettingsAre400(String settings) {
        request()
                .body(settings)
                .put("/api/me/morning-mail")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    /** RFC 8058: both forms, without cookies and whoever asks. */
    @Test
    void aMailProgramUnsubscribesByOneClick() {
        services.users.stubFor(unsubscribed().willReturn(noContent()));
        given().contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post("/api/unsubscriptions/" + token)
                .then()
                .statusCode(204)
                .cookies(Map.of());
        given().multiPart("List-Unsubscribe", "One-Click")
                .post("/api/unsubscriptions/" + token)
                .then()
                .statusCode(204);
        services.users.verify(
                2,
                postRequestedFor(urlEqualTo("/unsubscriptions"))
                        .withRequestBody(equalToJson("{\"token\":\"" + token + "\"}")));
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, 400, ''",
        "application/x-www-form-urlencoded, 400, List-Unsubscribe=",
        "text/plain, 415, List-Unsubscribe=One-Click"
    })
    void whatIsNoSuchClickChangesNothing(String type, int status, String body) {
        given().contentType(type)
                .body(body)
                .post("/api/unsubscriptions/" + token)
                .then()
                .statusCode(status);
        given().contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click&" + "x".repeat(5000))
                .post("/api/unsubscriptions/" + token)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        services.users.verify(0, anyRequestedFor(anyUrl()).withRequestBody(containing(token)));
    }

    @Test
    void anotherSiteDoesNotClick() {
        given().contentType("application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "cross-site")
                .body("List-Unsubscribe=One-Click")
                .post("/api/unsubscriptions/" + token)
                .then()
                .statusCode(403);
        services.users.verify(0, anyRequestedFor(anyUrl()).withRequestBody(containing(token)));
    }

    /** Programs that look at mails follow links, too. */
    @Test
    void theLinkOfAMailLeadsToThePageAndChangesNothing() {
        given().redirects()
                .follow(false)
                .get("/api/unsubscriptions/" + token)
                .then()
                .statusCode(302)
                .header("Location", "/unsubscribe#" + token)
                .body(emptyString());
        services.users.verify(0, anyRequestedFor(anyUrl()).withRequestBody(containing(token)));
    }

    @Test
    void thePageUnsubscribesByTheToken() {
        services.users.stubFor(unsubscribed().willReturn(noContent()));
        unsubscribe("{\"token\":\"" + token + "\"}").statusCode(204);
        services.users.stubFor(unsubscribed().willReturn(Services.problem(410, "This link is not good any more.")));
        unsubscribe("{\"token\":\"" + token + "\"}").statusCode(410).contentType("application/problem+json");
        unsubscribe("{}").statusCode(400).body("violations[0].field", equalTo("token"));
        unsubscribe("{\"token\":\"" + "x".repeat(257) + "\"}").statusCode(400);
    }

    private MappingBuilder unsubscribed() {
        return post("/unsubscriptions").withRequestBody(equalToJson("{\"token\":\"" + token + "\"}"));
    }

    private RequestSpecification request() {
        return given().cookie("jwtToken", me.token).contentType("application/json");
    }

    private static ValidatableResponse unsubscribe(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/unsubscriptions")
                .then();
    }
}
