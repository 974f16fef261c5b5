package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Turning the second factor on and off, and signing in with it. */
@QuarkusTest
class SecondFactorTest extends GatewayTest {
    private static final String THEIRS = "/me/second-factor";
    private static final String OURS = "/api/me/second-factor";
    private static final String NEEDED = "urn:todolist:problem:code-needed";

    @Test
    void saysWhetherItIsOn() {
        services.users.stubFor(me.with(get(THEIRS)).willReturn(okJson("{\"on\":true,\"recoveryCodes\":9,\"new\":1}")));
        me.request()
                .get(OURS)
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("$", equalTo(Map.of("on", true, "recoveryCodes", 9)));
    }

    @Test
    void isTurnedOnInTwoSteps() {
        services.users.stubFor(me.with(post(THEIRS))
                .withRequestBody(equalToJson("{\"currentPassword\":\"mine\"}"))
                .willReturn(okJson("{\"secret\":\"ABCD\",\"uri\":\"otpauth://totp/x\"}")));
        services.users.stubFor(
                proof(me.with(put(THEIRS))).willReturn(okJson("{\"recoveryCodes\":[\"AAAA\",\"BBBB\"]}")));
        me.request()
                .body(Map.of("currentPassword", "mine"))
                .post(OURS)
                .then()
                .statusCode(200)
                .body("secret", equalTo("ABCD"))
                .body("uri", equalTo("otpauth://totp/x"));
        me.request()
                .body(Map.of("currentPassword", "mine", "code", "123456"))
                .put(OURS)
                .then()
                .statusCode(200)
                .body("recoveryCodes", contains("AAAA", "BBBB"));
    }

    @Test
    void isTurnedOff() {
        services.users.stubFor(proof(me.with(delete(THEIRS))).willReturn(noContent()));
        me.request()
                .body(Map.of("currentPassword", "mine", "code", "123456"))
                .delete(OURS)
                .then()
                .statusCode(204);
    }

    @Test
    void aStepWhoseAnswerIsLostIsTakenAgainWithTheSameKey() {
        MappingBuilder first = proof(me.with(put(THEIRS)));
        Services.answerFirst(
                services.users, first, aResponse().withStatus(502), okJson("{\"recoveryCodes\":[\"AAAA\"]}"));
        me.request()
                .body(Map.of("currentPassword", "mine", "code", "123456"))
                .put(OURS)
                .then()
                .statusCode(200)
                .body("recoveryCodes", contains("AAAA"));
    }

    @Test
    void saysWhatIsWrongWithTheCode() {
        services.users.stubFor(me.with(put(THEIRS)).willReturn(refusal(403, "urn:todolist:problem:code-refused")));
        me.request()
                .body(Map.of("currentPassword", "mine", "code", "123456"))
                .put(OURS)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:todolist:problem:code-refused"));
    }

    @Test
    void needsSomebodySignedIn() {
        given().get(OURS).then().statusCode(401);
        given().contentType("application/json").body("{}").put(OURS).then().statusCode(401);
    }

    @Test
    void namesAFieldThatCannotBeText() {
        me.request()
                .body("{\"currentPassword\":\"mine\",\"code\":\"\\u0000\"}")
                .put(OURS)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("code"));
    }

    @Test
    void aSignInIsToldThatACodeIsNeeded() {
        services.users.stubFor(signIn("{\"name\":\"%s\",\"password\":\"mine\"}").willReturn(refusal(401, NEEDED)));
        services.users.stubFor(signIn("{\"name\":\"%s\",\"password\":\"mine\",\"code\":\"123456\"}")
                .willReturn(okJson(me.session("refresh-" + me.id))));
        signIn(Map.of("name", me.name, "password", "mine"))
                .statusCode(401)
                .body("type", equalTo(NEEDED))
                .cookies(Map.of());
        signIn(Map.of("name", me.name, "password", "mine", "code", "123456"))
                .statusCode(200)
                .cookie("jwtToken", me.token);
    }

    /** Nobody shows our client what a proxy in between calls its problems. */
    @Test
    void passesOnNoOtherTypes() {
        services.users.stubFor(signIn("{\"name\":\"%s\",\"password\":\"mine\"}")
                .willReturn(refusal(401, "https://proxy.example/problem")));
        signIn(Map.of("name", me.name, "password", "mine")).statusCode(401).body("type", nullValue());
    }

    @Test
    void theOldPageRefusesSuchAnAccount() {
        services.users.stubFor(signIn("{\"name\":\"%s\",\"password\":\"mine\"}").willReturn(refusal(401, NEEDED)));
        given().contentType("application/json")
                .body(Map.of("userName", me.name, "password", "mine", "type", "account"))
                .post("/api/login/account")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .cookies(Map.of());
    }

    private MappingBuilder signIn(String body) {
        return post("/sessions").withRequestBody(equalToJson(body.formatted(me.name)));
    }

    private static MappingBuilder proof(MappingBuilder request) {
        return request.withRequestBody(equalToJson("{\"currentPassword\":\"mine\",\"code\":\"123456\"}"));
    }

    private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder refusal(int status, String type) {
        return jsonResponse("{\"type\":\"%s\",\"status\":%d,\"title\":\"No\"}".formatted(type, status), status);
    }

    private static ValidatableResponse signIn(Map<String, String> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/session")
                .then();
    }
}
