package io.todolist.system;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A session that has ended is refused everywhere within 30 seconds, whoever holds its access token and however it ended; and
 * services need not be awake for it at the same time.
 */
@Tag("long")
class EndedSessionTest {
    private final Todolist system = Todolist.running();
    private Visitor laptop;

    /** Its cookies, as somebody who stole them has them. */
    private Map<String, String> phone;

    @BeforeEach
    void signInTwice() {
        laptop = Visitor.registered();
        laptop.added("mine");
        phone = signIn();
        isSignedIn(phone);
    }

    @Test
    void oneThatIsEndedFromAnotherDevice() {
        JsonPath sessions = laptop.get("/api/sessions")
                .statusCode(200)
                .body("items", hasSize(2))
                .extract()
                .jsonPath();
        String other = sessions.getString("items.find { !it.current }.id");
        laptop.request().delete("/api/sessions/" + other).then().statusCode(204);
        isSoonRefused(phone);
        // user-service takes it for 25 seconds, because a request that ended it may come again.
        isSoonRefused(phone, "/api/me", "/api/sessions");
        laptop.get("/api/sessions").body("items", hasSize(1));
        laptop.get("/api/todos").statusCode(200);
    }

    @Test
    void oneThatWasSignedOut() {
        given().baseUri(system.gateway.url())
                .cookies(phone)
                .delete("/api/session")
                .then()
                .statusCode(204);
        isSoonRefused(phone);
    }

    @Test
    void thoseBeforeAChangeOfThePassword() {
        laptop.request()
                .body(Map.of("currentPassword", Visitor.PASSWORD, "newPassword", "another battery 18"))
                .put("/api/me/password")
                .then()
                .statusCode(204);
        isSoonRefused(phone);
        laptop.get("/api/todos").statusCode(200);
    }

    /** The token of a session before was used again: that is how a theft shows. */
    @Test
    void thatOfAThief() {
        Map<String, String> thief = renewed(renewed(phone));
        isSignedIn(thief);
        // Past the gateway, which repeats its last answers for some seconds.
        given().baseUri(system.user.url())
                .contentType("application/json")
                .body(Map.of("refreshToken", phone.get("refreshToken")))
                .post("/sessions/refresh")
                .then()
                .statusCode(401);
        isSoonRefused(thief);
    }

    @Test
    void oneThatASecondSignInReplaced() {
        given().baseUri(system.gateway.url())
                .contentType("application/json")
                .cookies(phone)
                .body(Map.of("name", laptop.name, "password", Visitor.PASSWORD))
                .post("/api/session")
                .then()
                .statusCode(200);
        isSoonRefused(phone);
    }

    @Test
    void ruleServiceIsToldWhenItIsBack() {
        system.rule.kill();
        try {
            laptop.request().delete("/api/sessions/others").then().statusCode(204);
        } finally {
            system.rule.start().awaitReady();
        }
        isSoonRefused(phone);
    }

    @Test
    void itStaysRefusedAndOthersGoOnWhileUserServiceSleeps() {
        laptop.request().delete("/api/sessions/others").then().statusCode(204);
        isSoonRefused(phone);
        system.user.close();
        try {
            todos(phone).statusCode(401);
            laptop.get("/api/todos").statusCode(200);
            laptop.get("/api/session").statusCode(200);
        } finally {
            system.user.start().awaitReady();
        }
    }

    private Map<String, String> signIn() {
        return given().baseUri(system.gateway.url())
                .contentType("application/json")
                .body(Map.of("name", laptop.name, "password", Visitor.PASSWORD))
                .post("/api/session")
                .then()
                .statusCode(200)
                .extract()
                .cookies();
    }

    private Map<String, String> renewed(Map<String, String> cookies) {
        return renewal(cookies).statusCode(200).extract().cookies();
    }

    private ValidatableResponse renewal(Map<String, String> cookies) {
        return given().baseUri(system.gateway.url())
                .cookie("refreshToken", cookies.get("refreshToken"))
                .get("/api/session")
                .then();
    }

    private void isSignedIn(Map<String, String> cookies) {
        todos(cookies).statusCode(200).body("items", hasSize(1));
    }

    private ValidatableResponse todos(Map<String, String> cookies) {
        return given().baseUri(system.gateway.url())
                .cookie("jwtToken", cookies.get("jwtToken"))
                .get("/api/todos")
                .then();
    }

    private void isSoonRefused(Map<String, String> cookies) {
        isSoonRefused(cookies, "/api/todos", "/api/home", "/api/session", "/api/currentUser");
    }

    private void isSoonRefused(Map<String, String> cookies, String... paths) {
        for (String path : paths) {
            Awaitility.await(path)
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> given().baseUri(system.gateway.url())
                                    .cookie("jwtToken", cookies.get("jwtToken"))
                                    .get(path)
                                    .statusCode()
                            == 401);
        }
    }
}
