package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A good refresh cookie keeps somebody signed in when the access token has run out. */
@QuarkusTest
class RenewalTest extends GatewayTest {
    private final String refreshToken = UUID.randomUUID().toString();

    @Test
    void renewsWithinTheRequest() {
        services.letRenew(refreshToken, me);
        me.requestAfterAWhile(refreshToken)
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("id", equalTo(me.id));
    }

    @Test
    void renewsWithoutAnAccessToken() {
        services.letRenew(refreshToken, me);
        given().cookie("refreshToken", refreshToken)
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("id", equalTo(me.id));
    }

    @Test
    void setsBothCookiesForTheLifeOfTheRefreshToken() {
        services.letRenew(refreshToken, me);
        Response response = me.requestAfterAWhile(refreshToken).get("/api/session");
        for (String name : List.of("jwtToken", "refreshToken")) {
            Cookie cookie = response.getDetailedCookie(name);
            assertTrue(cookie.isHttpOnly(), name);
            assertFalse(cookie.isSecured(), name);
            assertEquals("Lax", cookie.getSameSite(), name);
            assertEquals("/", cookie.getPath(), name);
            assertEquals(2_592_000, cookie.getMaxAge(), name);
        }
        assertEquals(me.token, response.getCookie("jwtToken"));
        assertEquals(refreshToken + "-next", response.getCookie("refreshToken"));
    }

    @Test
    void showsTheServicesTheNewToken() {
        services.letRenew(refreshToken, me);
        services.rules.stubFor(me.with(get("/todos/counts")).willReturn(okJson("{\"total\":7}")));
        me.requestAfterAWhile(refreshToken)
                .get("/api/todos/counts")
                .then()
                .statusCode(200)
                .body("total", equalTo(7));
    }

    /** user-service repeats its answer to the same token for a while. */
    @Test
    void repeatsARenewalWhoseAnswerWasLost() {
        Services.answerFirst(
                services.users,
                Services.renewal(refreshToken),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                okJson(me.session(refreshToken + "-next")));
        me.requestAfterAWhile(refreshToken)
                .get("/api/session")
                .then()
                .statusCode(200)
                .cookie("refreshToken", refreshToken + "-next");
        services.users.verify(2, services.renewals(refreshToken));
    }

    @Test
    void tenRequestsTogetherRenewOnce() {
        services.answerRenewal(
                refreshToken, okJson(me.session(refreshToken + "-next")).withFixedDelay(300));
        for (Response response :
                together(10, number -> me.requestAfterAWhile(refreshToken).get("/api/session"))) {
            assertEquals(200, response.statusCode());
            assertEquals(refreshToken + "-next", response.getCookie("refreshToken"));
        }
        services.users.verify(1, services.renewals(refreshToken));
    }

    @Test
    void requestsThatWaitForTheSameRenewalDoNotTakeOnEachOthersContext() {
        services.answerRenewal(
                refreshToken, okJson(me.session(refreshToken + "-next")).withFixedDelay(300));
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos"))).willReturn(okJson("{}")));
        together(10, number -> me.requestAfterAWhile(refreshToken)
                        .header("traceparent", "00-" + traceId(number) + "-00000000000000aa-01")
                        .get("/api/todos?page=" + number))
                .forEach(response -> assertEquals(200, response.statusCode()));
        for (int number = 0; number < 10; number++) {
            services.rules.verify(
                    1,
                    getRequestedFor(urlEqualTo("/todos?page=" + number))
                            .withHeader("Authorization", WireMock.equalTo(me.authorization()))
                            .withHeader("traceparent", WireMock.containing(traceId(number))));
        }
    }

    /** Others may have got a session with the old name for the same refresh token just before. */
    @Test
    void aNewNameIsInTheTokenAtOnceEvenIfTheTokenHadJustBeenRenewed() {
        Person renamed = new Person();
        services.letRenew(refreshToken, me);
        me.requestAfterAWhile(refreshToken).get("/api/session").then().cookie("jwtToken", me.token);
        services.users.stubFor(me.with(patch(urlPathEqualTo("/me"))).willReturn(okJson("{}")));
        services.letRenew(refreshToken, renamed);
        me.request()
                .cookie("refreshToken", refreshToken)
                .body("{\"name\":\"new\"}")
                .patch("/api/me")
                .then()
                .statusCode(200)
                .cookie("jwtToken", renamed.token);
        me.requestAfterAWhile(refreshToken).get("/api/session").then().cookie("jwtToken", renamed.token);
    }

    private static String traceId(int number) {
        return "0123456789abcdef0123456789abcde" + number;
    }

    private static List<Response> together(int requests, IntFunction<Response> request) {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(requests);
        try {
            List<CompletableFuture<Response>> answers = IntStream.range(0, requests)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> after(start, request, number), threads))
                    .toList();
            start.countDown();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static Response after(CountDownLatch start, IntFunction<Response> request, int number) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return request.apply(number);
    }

    @Test
    void clearsTheCookiesWhenTheSessionIsOver() {
        services.answerRenewal(refreshToken, Services.problem(401, "ended"));
        Response response = me.requestAfterAWhile(refreshToken).get("/api/session");
        assertEquals(401, response.statusCode());
        assertEquals("application/problem+json", response.contentType());
        assertEquals(0, response.getDetailedCookie("jwtToken").getMaxAge());
        assertEquals(0, response.getDetailedCookie("refreshToken").getMaxAge());
    }

    @Test
    void asksAgainAfterARefusal() {
        services.answerRenewal(refreshToken, Services.problem(401, "ended"));
        me.requestAfterAWhile(refreshToken).get("/api/session").then().statusCode(401);
        services.letRenew(refreshToken, me);
        me.requestAfterAWhile(refreshToken).get("/api/session").then().statusCode(200);
    }

    @Test
    void keepsTheCookiesWhenUserServiceCannotBeReached() {
        services.answerRenewal(refreshToken, Services.problem(503, "starting").withHeader("Retry-After", "1"));
        Response response = me.requestAfterAWhile(refreshToken).get("/api/session");
        assertEquals(503, response.statusCode());
        assertEquals("application/problem+json", response.contentType());
        assertNotNull(response.getHeader("Retry-After"));
        assertTrue(response.getCookies().isEmpty());
    }

    @Test
    void doesNotTrustAForgedTokenThatUserServiceSeemsToGive() {
        String forged = Person.sign(me.claims().issuer("somebody else"));
        services.answerRenewal(refreshToken, okJson(me.session("next").replace(me.token, forged)));
        me.requestAfterAWhile(refreshToken).get("/api/session").then().statusCode(401);
    }

    @Test
    void doesNotRenewForPublicThings() {
        services.answerRenewal(refreshToken, Services.problem(503, "starting"));
        me.requestAfterAWhile(refreshToken).get("/").then().statusCode(200);
        me.requestAfterAWhile(refreshToken).get("/q/health/ready").then().statusCode(200);
        me.requestAfterAWhile(refreshToken)
                .get("/api/login/captcha")
                .then()
                .statusCode(200)
                .body("message", containsString("telephone"));
        services.users.verify(0, services.renewals(refreshToken));
    }
}
