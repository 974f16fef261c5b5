package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.nullValue;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has forgotten the password chooses another one by a link that is mailed to the verified address. */
@QuarkusTest
class PasswordResetTest extends GatewayTest {
    private final String email = me.name + "@example.org";

    /** 32 bytes. */
    private final String token = (me.id + me.id).substring(0, 41) + "-_";

    @Test
    void anybodyAsksForALink() {
        services.users.stubFor(asked().willReturn(new ResponseDefinitionBuilder().withStatus(202)));
        ask(email).statusCode(202).body(emptyString()).cookies(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"400, This is no address", "501, This installation sends no mail"})
    void passesOnWhyNoMailComes(int status, String detail) {
        services.users.stubFor(asked().willReturn(Services.problem(status, detail)));
        ask(email).statusCode(status).contentType("application/problem+json").body("detail", Matchers.equalTo(detail));
    }

    @Test
    void thePasswordIsChangedByTheToken() {
        services.users.stubFor(redeemed().willReturn(noContent()));
        redeem("another password").statusCode(204).cookies(Map.of());
    }

    @Test
    void aChangeWhoseAnswerIsLostIsRepeatedWithTheClientsKey() {
        MappingBuilder once = redeemed().withHeader("Idempotency-Key", equalTo("k-" + me.id));
        Services.answerFirst(services.users, once, new ResponseDefinitionBuilder().withStatus(504), noContent());
        given().contentType("application/json")
                .header("Idempotency-Key", "k-" + me.id)
                .body(Map.of("token", token, "newPassword", "another password"))
                .post("/api/password-resets/redemption")
                .then()
                .statusCode(204);
    }

    @Test
    void passesOnThatTheTokenIsNotGoodAnyMore() {
        services.users.stubFor(redeemed().willReturn(Services.problem(410, "The link is not good any more")));
        redeem("another password")
                .statusCode(410)
                .contentType("application/problem+json")
                .body("detail", Matchers.equalTo("The link is not good any more"));
    }

    @Test
    void passesOnWhatIsWrongWithThePassword() {
        services.users.stubFor(redeemed()
                .willReturn(jsonResponse(
                        """
                        {"status":400,"title":"Bad Request",
                         "violations":[{"field":"newPassword","in":"body","message":"too common"}]}""",
                        400)));
        redeem("another password").statusCode(400).body("violations[0].field", Matchers.equalTo("newPassword"));
    }

    @Test
    void noServiceHearsOfWhatIsTooLong() {
        String long257 = me.id + "x".repeat(257 - me.id.length());
        ask(long257).statusCode(400).body("violations[0].field", Matchers.equalTo("email"));
        redeem(long257).statusCode(400).body("violations[0].field", Matchers.equalTo("newPassword"));
        send("redemption", Map.of("token", long257, "newPassword", "another password"))
                .statusCode(400)
                .body("violations[0].field", Matchers.equalTo("token"));
        services.users.verify(0, anyRequestedFor(anyUrl()).withRequestBody(containing(me.id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "redemption"})
    void noServiceHearsOfWhatIsMissing(String path) {
        send(path, Map.of()).statusCode(400).body("violations", Matchers.not(Matchers.empty()));
    }

    @Test
    void theLinkOfAMailLeadsToThePageAndChangesNothing() {
        given().redirects()
                .follow(false)
                .get("/api/password-resets/" + token)
                .then()
                .statusCode(302)
                .header("Location", "/reset-password#" + token)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "same-origin")
                .body(emptyString());
        services.users.verify(0, anyRequestedFor(anyUrl()).withRequestBody(containing(token)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "01234567890123456789012345678901234567890123", "%2F%2Fevil.example"})
    void noOtherLinkLeadsAnywhere(String given) {
        given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get("/api/password-resets/" + given)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("Location", nullValue());
    }

    private MappingBuilder asked() {
        return post("/password-resets").withRequestBody(equalToJson("{\"email\":\"" + email + "\"}"));
    }

    private MappingBuilder redeemed() {
        return post("/password-resets/redemption")
                .withRequestBody(equalToJson("{\"token\":\"" + token + "\",\"newPassword\":\"another password\"}"));
    }

    private static ValidatableResponse ask(String email) {
        return send("", Map.of("email", email));
    }

    private ValidatableResponse redeem(String newPassword) {
        return send("redemption", Map.of("token", token, "newPassword", newPassword));
    }

    private static ValidatableResponse send(String path, Map<String, String> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/password-resets" + (path.isEmpty() ? "" : "/" + path))
                .then();
    }
}
