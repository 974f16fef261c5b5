package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a trusted proxy, a source may sign in three times in five minutes and register twice in an hour. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(TlsProxyTest.Trusting.class)
class SourceQuotaTest extends GatewayTest {
    private int name;

    @BeforeEach
    void everyNameAndPasswordIsGood() {
        services.users.stubFor(post("/sessions").willReturn(okJson(me.session("refresh-" + me.id))));
        services.users.stubFor(
                post("/users").willReturn(okJson(me.session("refresh-" + me.id)).withStatus(201)));
    }

    @Test
    void whoeverTriesOneNameAfterTheOtherIsStoppedBeforeUserServiceIsAsked() {
        signIn("198.51.100.1", 3);
        Response refused = signIn("198.51.100.1");
        refused.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("detail", containsString("network"));
        // There is one more after a third of five minutes.
        assertTrue(Integer.parseInt(refused.header("Retry-After")) <= 101);
        services.users.verify(3, postRequestedFor(urlPathEqualTo("/sessions")).withRequestBody(containing(me.name)));
        signIn("198.51.100.2", 1);
    }

    @Test
    void theOldPageSharesTheQuota() {
        signIn("198.51.100.3", 3);
        oldSignIn("198.51.100.3").then().statusCode(429);
    }

    @Test
    void registrationsHaveAQuotaOfTheirOwn() {
        signIn("198.51.100.4", 3);
        register("198.51.100.4").then().statusCode(201);
        register("198.51.100.4").then().statusCode(201);
        register("198.51.100.4")
                .then()
                .statusCode(429)
                .header("Retry-After", Integer::parseInt, allOf(greaterThan(60), lessThanOrEqualTo(1801)));
    }

    @Test
    void forgottenPasswordsHaveOneOfTheirOwnForBothSteps() {
        services.users.stubFor(post("/password-resets").willReturn(aResponse().withStatus(202)));
        services.users.stubFor(post("/password-resets/redemption").willReturn(noContent()));
        signIn("198.51.100.6", 3);
        ask("198.51.100.6").then().statusCode(202);
        redeem("198.51.100.6").then().statusCode(204);
        for (Response refused : List.of(ask("198.51.100.6"), redeem("198.51.100.6"))) {
            refused.then()
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .header("Retry-After", Integer::parseInt, allOf(greaterThan(60), lessThanOrEqualTo(1801)));
        }
        services.users.verify(1, postRequestedFor(urlPathEqualTo("/password-resets")));
        services.users.verify(1, postRequestedFor(urlPathEqualTo("/password-resets/redemption")));
        ask("198.51.100.7").then().statusCode(202);
    }

    @Test
    void aHouseholdSharesTheFirst64BitsOfItsAddresses() {
        IntStream.range(1, 4).forEach(host -> signIn("2001:db8:7::" + host, 1));
        signIn("2001:db8:7:0:1:2:3:4").then().statusCode(429);
        signIn("2001:db8:7:1::1", 1);
    }

    /** What it says itself stands before what the proxy adds. */
    @Test
    void nobodyGetsAnotherQuotaByAHeader() {
        signIn("203.0.113.1, 198.51.100.5", 3);
        signIn("203.0.113.2, 198.51.100.5").then().statusCode(429);
    }

    /** A proxy of the installation that it does not trust: all visitors come from there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.96.0.1",
                "172.16.0.9",
                "192.168.1.7",
                "100.64.0.3",
                "169.254.1.1",
                "fd00::1",
                "fe80::1",
                "nobody"
            })
    void addressesThatAreNotOfTheInternetAreNotCounted(String address) {
        signIn(address, 5);
    }

    private void signIn(String source, int times) {
        for (int i = 0; i < times; i++) {
            signIn(source).then().statusCode(200);
        }
    }

    private Response signIn(String source) {
        return send(source, "/api/session", Map.of("name", me.name + name++, "password", "a good password"));
    }

    private Response oldSignIn(String source) {
        return send(
                source,
                "/api/login/account",
                Map.of("userName", me.name + name++, "password", "a good password", "type", "account"));
    }

    private Response register(String source) {
        return send(source, "/api/users", Map.of("name", me.name + name++, "password", "a good password"));
    }

    private static Response ask(String source) {
        return send(source, "/api/password-resets", Map.of("email", "ann@example.org"));
    }

    private static Response redeem(String source) {
        return send(
                source,
                "/api/password-resets/redemption",
                Map.of("token", "a".repeat(43), "newPassword", "a good password"));
    }

    private static Response send(String source, String path, Map<String, String> body) {
        return TlsProxyTest.proxy()
                .header("X-Forwarded-For", source)
                .contentType("application/json")
                .body(body)
                .post(path);
    }
}
