package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether an address belongs to the person who gave it is told by a link that is mailed to it. */
@QuarkusTest
class EmailVerificationTest extends GatewayTest {
    private static final String ASKED_AGAIN = "/me/email-verification";
    private static final String VERIFIED = "/email-verifications";

    /** 32 bytes. */
    private final String token = (me.id + me.id).substring(0, 41) + "_-";

    @Test
    void aMailIsAskedForAgain() {
        services.users.stubFor(askedAgain(new ResponseDefinitionBuilder().withStatus(202)));
        askAgain().statusCode(202).body(emptyString());
    }

    @ParameterizedTest
    @CsvSource({"409, There is no address", "501, This installation sends no mail"})
    void passesOnWhyNoMailComes(int status, String detail) {
        services.users.stubFor(askedAgain(Services.problem(status, detail)));
        askAgain().statusCode(status).contentType("application/problem+json").body("detail", equalTo(detail));
    }

    @Test
    void passesOnHowLongToWaitForTheNextMail() {
        services.users.stubFor(
                askedAgain(Services.problem(429, "A mail was sent just now").withHeader("Retry-After", "97")));
        askAgain().statusCode(429).header("Retry-After", "97");
    }

    @Test
    void onlyWhoIsSignedInAsksForAMail() {
        given().post("/api" + ASKED_AGAIN).then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void anybodyVerifiesByTheToken() {
        services.users.stubFor(verified().willReturn(noContent()));
        verify(token).statusCode(204).cookies(Map.of());
    }

    @Test
    void passesOnThatTheTokenIsNotGoodAnyMore() {
        services.users.stubFor(verified().willReturn(Services.problem(410, "The link is not good any more")));
        verify(token)
                .statusCode(410)
                .contentType("application/problem+json")
                .body("detail", equalTo("The link is not good any more"));
    }

    @Test
    void noServiceHearsOfWhatCanBeNoToken() {
        verify("x".repeat(257)).statusCode(400).body("violations[0].field", equalTo("token"));
        verify(null).statusCode(400).body("violations[0].field", equalTo("token"));
        services.users.verify(0, anyRequestedFor(anyUrl()).withRequestBody(containing("x".repeat(257))));
    }

    /** Programs that look at mails follow links, too. */
    @Test
    void theLinkOfAMailLeadsToThePageAndChangesNothing() {
        given().redirects()
                .follow(false)
                .get("/api/email-verifications/" + token)
                .then()
                .statusCode(302)
                .header("Location", "/verify-email#" + token)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "same-origin")
                .body(emptyString());
        services.users.verify(0, anyRequestedFor(urlMatching(".*" + token + ".*")));
        services.users.verify(0, anyRequestedFor(anyUrl()).withRequestBody(containing(token)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "x",
                "............................................",
                "01234567890123456789/01234567890123456789012",
                "01234567890123456789012345678901234567890123",
                "012345678901234567890123456789012345678901%0A",
                "012345678901234567890123456789012345678901%23",
                "//evil.example/0123456789012345678901234567"
            })
    void noOtherLinkLeadsAnywhere(String given) {
        given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get("/api/email-verifications/" + given)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("Location", nullValue());
    }

    /** The release before does not say it. */
    @Test
    void anAddressIsNotVerifiedUnlessThatIsSaid() {
        for (String said : new String[] {"", ",\"emailVerified\":null"}) {
            services.users.stubFor(post("/users")
                    .withRequestBody(equalToJson("{\"name\":\"" + me.name + "\"}", true, true))
                    .willReturn(jsonResponse(session(said), 201)));
            given().contentType("application/json")
                    .body(Map.of("name", me.name, "password", "a good password"))
                    .post("/api/users")
                    .then()
                    .statusCode(201)
                    .body("emailVerified", equalTo(false));
        }
    }

    @Test
    void saysThatAnAddressIsVerified() {
        services.users.stubFor(post("/sessions")
                .withRequestBody(equalToJson("{\"name\":\"" + me.name + "\"}", true, true))
                .willReturn(okJson(session(",\"emailVerified\":true"))));
        given().contentType("application/json")
                .body(Map.of("name", me.name, "password", "mine"))
                .post("/api/session")
                .then()
                .statusCode(200)
                .body("emailVerified", equalTo(true));
    }

    private String session(String said) {
        String user =
                "{\"id\":\"%s\",\"name\":\"%s\",\"email\":\"ann@example.org\",\"roles\":[\"user\"],\"version\":0%s}"
                        .formatted(me.id, me.name, said);
        return "{\"accessToken\":\"%s\",\"refreshToken\":\"r-%s\",\"refreshExpiresIn\":60,\"user\":%s}"
                .formatted(me.token, me.id, user);
    }

    private MappingBuilder askedAgain(ResponseDefinitionBuilder answer) {
        return me.with(post(ASKED_AGAIN)).willReturn(answer);
    }

    private MappingBuilder verified() {
        return post(VERIFIED).withRequestBody(equalToJson("{\"token\":\"" + token + "\"}"));
    }

    private ValidatableResponse askAgain() {
        return given().cookie("jwtToken", me.token).post("/api" + ASKED_AGAIN).then();
    }

    private static ValidatableResponse verify(String token) {
        return given().contentType("application/json")
                .body(token == null ? "{}" : "{\"token\":\"" + token + "\"}")
                .post("/api" + VERIFIED)
                .then();
    }
}
