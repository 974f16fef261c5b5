package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SessionTest extends GatewayTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @Test
    void signsIn() {
        services.letSignIn(me, "a good password");
        signIn("a good password")
                .statusCode(200)
                .body("id", equalTo(me.id))
                .body("keySet()", equalTo(me.user().fieldNames()))
                .cookie("jwtToken", me.token)
                .cookie("refreshToken", "refresh-" + me.id);
    }

    @Test
    void passesOnThatThePasswordIsWrong() {
        answerSignIn(401, "Unknown name or wrong password");
        signIn("wrong")
                .statusCode(401)
                .contentType("application/problem+json")
                .body("detail", equalTo("Unknown name or wrong password"));
    }

    @Test
    void passesOnHowLongToWaitAfterTooManyWrongPasswords() {
        services.users.stubFor(mine(post("/sessions"))
                .willReturn(Services.problem(429, "Too many").withHeader("Retry-After", "17")));
        signIn("wrong").statusCode(429).header("Retry-After", "17").body("title", equalTo("Title"));
    }

    @Test
    void doesNotRepeatSigningIn() {
        answerSignIn(500, "broken");
        signIn("any").statusCode(500);
        services.users.verify(
                1, postRequestedFor(urlEqualTo("/sessions")).withRequestBody(equalToJson(name(), true, true)));
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /api/session", "POST, /api/logout"})
    void signsOut(String method, String path) {
        String refreshToken = "signed-in-" + me.id;
        String body = "{\"refreshToken\":\"" + refreshToken + "\"}";
        services.users.stubFor(
                post("/sessions/logout").withRequestBody(equalToJson(body)).willReturn(noContent()));
        Response response = me.request().cookie("refreshToken", refreshToken).request(method, path);
        assertEquals(204, response.statusCode());
        assertEquals(0, response.getDetailedCookie("jwtToken").getMaxAge());
        assertEquals(0, response.getDetailedCookie("refreshToken").getMaxAge());
        services.users.verify(
                1, postRequestedFor(urlEqualTo("/sessions/logout")).withRequestBody(equalToJson(body)));
    }

    @Test
    void signsOutWhoIsNotSignedIn() {
        given().delete("/api/session").then().statusCode(204);
    }

    @Test
    void signingOutTakesTheCookiesEvenIfTheSessionCannotBeEnded() {
        services.users.stubFor(post("/sessions/logout")
                .withRequestBody(equalToJson("{\"refreshToken\":\"stuck-" + me.id + "\"}"))
                .willReturn(Services.problem(500, "broken")));
        Response response =
                me.request().cookie("refreshToken", "stuck-" + me.id).delete("/api/session");
        assertEquals(500, response.statusCode());
        assertEquals(0, response.getDetailedCookie("refreshToken").getMaxAge());
    }

    @Test
    void signsOutEverywhere() {
        services.users.stubFor(me.with(delete("/sessions")).willReturn(noContent()));
        Response response = me.request().delete("/api/sessions");
        assertEquals(204, response.statusCode());
        assertEquals(0, response.getDetailedCookie("jwtToken").getMaxAge());
        services.users.verify(
                1,
                deleteRequestedFor(urlEqualTo("/sessions"))
                        .withHeader("Authorization", WireMock.equalTo(me.authorization())));
    }

    @Test
    void signsOutEverywhereElse() {
        services.users.stubFor(me.with(post("/sessions/logout-others")).willReturn(noContent()));
        Response response = me.request().cookie("refreshToken", "kept-" + me.id).delete("/api/sessions/others");
        assertEquals(204, response.statusCode());
        assertEquals(Map.of(), response.cookies());
        services.users.verify(
                1,
                postRequestedFor(urlEqualTo("/sessions/logout-others"))
                        .withHeader("Authorization", WireMock.equalTo(me.authorization()))
                        .withRequestBody(equalToJson("{\"refreshToken\":\"kept-" + me.id + "\"}")));
    }

    @Test
    void listsSessionsAndEndsOne() {
        services.users.stubFor(me.with(get("/sessions"))
                .withHeader("User-Agent", WireMock.equalTo("Laptop/1"))
                .willReturn(okJson("{\"items\":[{\"id\":\"%s\",\"current\":true,\"new\":\"field\"}]}".formatted(ID))));
        services.users.stubFor(me.with(delete("/sessions/" + ID)).willReturn(noContent()));
        me.request()
                .header("User-Agent", "Laptop/1")
                .get("/api/sessions")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(ID))
                .body("items[0].current", equalTo(true));
        me.request().delete("/api/sessions/" + ID).then().statusCode(204);
        me.request().delete("/api/sessions/" + ID + "0").then().statusCode(404);
        services.users.verify(
                1,
                deleteRequestedFor(urlEqualTo("/sessions/" + ID))
                        .withHeader("Authorization", WireMock.equalTo(me.authorization())));
    }

    /** The browser has one session; that before would live on, unseen. */
    @Test
    void aNewSignInEndsTheSessionThatTheBrowserHad() {
        services.letSignIn(me, "a good password");
        String before = "{\"refreshToken\":\"before-" + me.id + "\"}";
        services.users.stubFor(
                post("/sessions/logout").withRequestBody(equalToJson(before)).willReturn(noContent()));
        given().contentType("application/json")
                .cookie("refreshToken", "before-" + me.id)
                .body(Map.of("name", me.name, "password", "a good password"))
                .post("/api/session")
                .then()
                .statusCode(200)
                .cookie("refreshToken", "refresh-" + me.id);
        services.users.verify(
                1, postRequestedFor(urlEqualTo("/sessions/logout")).withRequestBody(equalToJson(before)));
    }

    /** Wrong passwords of strangers must not keep somebody out who signed in here before. */
    @Test
    void aBrowserIsKnownAtTheNextSignIn() {
        services.users.stubFor(mine(post("/sessions"))
                .withHeader("X-Todolist-Device", WireMock.absent())
                .willReturn(okJson(new JsonObject(me.session("refresh-" + me.id))
                        .put("deviceToken", "known-" + me.id)
                        .encode())));
        Cookie device = signIn("a good password").extract().detailedCookie("deviceToken");
        assertEquals("known-" + me.id, device.getValue());
        assertEquals(400 * 24 * 3600, device.getMaxAge());
        assertTrue(device.isHttpOnly());
        services.users.stubFor(mine(post("/sessions"))
                .withHeader("X-Todolist-Device", WireMock.equalTo(device.getValue()))
                .willReturn(Services.problem(401, "seen")));
        given().contentType("application/json")
                .cookie(device)
                .body(Map.of("name", me.name, "password", "a good password"))
                .post("/api/session")
                .then()
                .statusCode(401)
                .body("detail", equalTo("seen"));
    }

    @Test
    void aWrongPasswordEndsNoSession() {
        answerSignIn(401, "wrong");
        given().contentType("application/json")
                .cookie("refreshToken", "kept-" + me.id)
                .body(Map.of("name", me.name, "password", "wrong"))
                .post("/api/session")
                .then()
                .statusCode(401)
                .cookies(Map.of());
    }

    /** Its access token is good for some minutes more, as far as the gateway knows. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/session", "/api/currentUser", "/api/todos", "/api/home"})
    void aSessionThatHasEndedIsRefusedAndItsCookiesGo(String path) {
        services.rules.stubFor(me.with(get("/session")).willReturn(Services.problem(401, "over")));
        services.rules.stubFor(me.with(get("/todos")).willReturn(Services.problem(401, "over")));
        services.rules.stubFor(me.with(get("/home")).willReturn(Services.problem(401, "over")));
        Response response = me.request().cookie("refreshToken", "over-" + me.id).get(path);
        assertEquals(401, response.statusCode());
        assertEquals(0, response.getDetailedCookie("jwtToken").getMaxAge());
        assertEquals(0, response.getDetailedCookie("refreshToken").getMaxAge());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void whoIsSignedInIsKnownWithoutRuleService(int status) {
        services.rules.stubFor(me.with(get("/session")).willReturn(Services.problem(status, "away")));
        me.request().get("/api/session").then().statusCode(200).body("id", equalTo(me.id));
    }

    private void answerSignIn(int status, String detail) {
        services.users.stubFor(mine(post("/sessions")).willReturn(Services.problem(status, detail)));
    }

    private MappingBuilder mine(MappingBuilder request) {
        return request.withRequestBody(equalToJson(name(), true, true));
    }

    private String name() {
        return "{\"name\":\"" + me.name + "\"}";
    }

    private ValidatableResponse signIn(String password) {
        return given().contentType("application/json")
                .body(Map.of("name", me.name, "password", password))
                .post("/api/session")
                .then();
    }
}
