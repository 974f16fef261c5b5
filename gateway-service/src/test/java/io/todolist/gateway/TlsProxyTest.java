package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static io.restassured.config.HttpClientConfig.httpClientConfig;
import static io.restassured.config.RestAssuredConfig.newConfig;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a proxy that ends TLS, at 127.0.0.2; there are more proxies before it. Whoever comes from elsewhere is none. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(TlsProxyTest.Trusting.class)
class TlsProxyTest extends GatewayTest {
    private static final Set<String> NAMES = Set.of("__Host-jwtToken", "__Host-refreshToken");

    private final String refreshToken = UUID.randomUUID().toString();

    public static class Trusting implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.trusted-proxies", "127.0.0.2/32,10.244.0.0/16,2001:db8:1::/48",
                    "todolist.quotas.sign-in.most", "3",
                    "todolist.quotas.registration.most", "2",
                    "todolist.quotas.password-reset.most", "2");
        }
    }

    @Test
    void aBrowserTakesTheCookiesFromThisHostOnlyAndOverHttpsOnly() {
        Response response = signIn(https());
        for (String name : NAMES) {
            Cookie cookie = response.getDetailedCookie(name);
            assertTrue(cookie.isSecured(), name);
            assertTrue(cookie.isHttpOnly(), name);
            assertEquals("Lax", cookie.getSameSite(), name);
            assertEquals("/", cookie.getPath(), name);
            assertNull(cookie.getDomain(), name);
            assertEquals(name.endsWith("jwtToken") ? me.token : "refresh-" + me.id, cookie.getValue(), name);
        }
    }

    @Test
    void whoeverIsNoTrustedProxyCannotSayThatItIsHttps() {
        Response response = signIn(given().header("X-Forwarded-Proto", "https"));
        assertEquals(Set.of("jwtToken", "refreshToken"), response.cookies().keySet());
        assertFalse(response.getDetailedCookie("jwtToken").isSecured());
        response.then().header("Strict-Transport-Security", nullValue());
    }

    @Test
    void browsersAreToldToStayWithHttps() {
        https().get("/").then().header("Strict-Transport-Security", notNullValue());
        proxy().header("X-Forwarded-Proto", "http").get("/").then().header("Strict-Transport-Security", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"https, 204", "http, 403"})
    void theOriginIsWhatTheBrowserSees(String scheme, int status) {
        https().header("Host", "todo.example")
                .header("Origin", scheme + "://todo.example")
                .post("/api/logout")
                .then()
                .statusCode(status);
    }

    /** It reads the plain names first, and what is there after a renewal here has been spent. */
    @Test
    void theNamesThatTheReleaseBeforeSetAreEnded() {
        services.letRenew(refreshToken, me);
        Response response = https().cookie("__Host-jwtToken", me.expiredToken())
                .cookie("__Host-refreshToken", refreshToken)
                .cookie("jwtToken", me.expiredToken())
                .cookie("refreshToken", refreshToken)
                .get("/api/session");
        response.then()
                .statusCode(200)
                .cookie("__Host-jwtToken", me.token)
                .cookie("__Host-refreshToken", refreshToken + "-next");
        assertEquals(Set.of("jwtToken", "refreshToken"), ended(response));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwtToken", "refreshToken"})
    void anotherHostOfTheDomainCannotPutItsSessionInPlaceOfThePersons(String name) {
        services.letRenew(refreshToken, me);
        https().cookie(name, name.equals("jwtToken") ? me.token : refreshToken)
                .get("/api/session")
                .then()
                .statusCode(401);
    }

    @Test
    void signingOutEndsAllCookies() {
        assertEquals(
                Set.of("__Host-jwtToken", "__Host-refreshToken", "jwtToken", "refreshToken"),
                ended(https().post("/api/logout")));
    }

    private static Set<String> ended(Response response) {
        return response.getDetailedCookies().asList().stream()
                .filter(cookie -> cookie.getMaxAge() == 0 && cookie.isSecured())
                .map(Cookie::getName)
                .collect(Collectors.toSet());
    }

    /** A proxy adds the address that asked it at the end; what a client makes up stands before. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7 | 198.51.100.7",
                "203.0.113.66, 198.51.100.7 | 198.51.100.7",
                "203.0.113.66, 10.244.0.9, 198.51.100.7, 10.244.0.5,10.244.3.1 | 198.51.100.7",
                "2001:db8:7::1, 2001:db8:1::5 | 2001:db8:7::1",
                "10.244.0.9 | 10.244.0.9",
                "made up, 10.244.0.5 | 10.244.0.5",
                "'' | 127.0.0.2",
                "', 198.51.100.7' | 198.51.100.7",
            })
    void theSourceIsTheLastAddressThatNoTrustedProxyHas(String askedBy, String source) {
        expectSource(source);
        proxy().header("X-Forwarded-For", askedBy)
                .cookie("jwtToken", me.token)
                .get("/api/todos/counts")
                .then()
                .statusCode(200);
    }

    @Test
    void theSourceIsTheLastOneOfSeveralHeaders() {
        expectSource("198.51.100.7");
        proxy().header("X-Forwarded-For", "203.0.113.66", "198.51.100.7")
                .cookie("jwtToken", me.token)
                .get("/api/todos/counts")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7", "198.51.100.7, 10.244.0.5", "198.51.100.7, 127.0.0.2"})
    void whoeverIsNoTrustedProxyCannotSayWhereTheRequestComesFrom(String askedBy) {
        expectSource("127.0.0.1");
        given().header("X-Forwarded-For", askedBy)
                .cookie("jwtToken", me.token)
                .get("/api/todos/counts")
                .then()
                .statusCode(200);
    }

    private void expectSource(String source) {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos/counts")))
                .withHeader("X-Todolist-Source", WireMock.equalTo(source))
                .willReturn(okJson("{}")));
    }

    private Response signIn(RequestSpecification request) {
        services.letSignIn(me, "a good password");
        return request.contentType("application/json")
                .body(Map.of("name", me.name, "password", "a good password"))
                .post("/api/session");
    }

    private static RequestSpecification https() {
        return proxy().header("X-Forwarded-Proto", "https");
    }

    /** From the trusted address: all of 127.0.0.0/8 is this machine. */
    static RequestSpecification proxy() {
        try {
            InetAddress address = InetAddress.getByName("127.0.0.2");
            return given().config(
                            newConfig().httpClient(httpClientConfig().setParam("http.route.local-address", address)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
