package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.todolist.kit.test.LogLines;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who wants what is not for them, or comes with cookies that are no session, is in the security log. */
@QuarkusTest
class RefusalLogTest extends GatewayTest {

    private LogLines log;

    @BeforeEach
    void listen() {
        log = new LogLines(LogLines.SECURITY);
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void tellsWhoWantedWhatIsForAdministrators() {
        JsonObject line = toldOf("right-missing", "/api/users", 403, me::request);
        assertEquals(me.id, line.getString("user"));
        assertEquals("GET", line.getString("method"));
        assertEquals("127.0.0.1", line.getString("source"));
        assertFalse(line.encode().contains(me.token), line.encode());
    }

    @Test
    void tellsOfCookiesThatAreNoSession() {
        services.users.stubFor(post("/sessions/refresh").willReturn(status(401)));
        toldOf("token-refused", "/api/me", 401, () -> given().cookie("jwtToken", "made.up.token"));
        toldOf("token-refused", "/api/todos", 401, () -> me.requestAfterAWhile("unknown"));
    }

    @Test
    void saysNothingOfAStrangerNorOfARenewal() {
        services.users.stubFor(post("/sessions/refresh").willReturn(jsonResponse(me.session("next"), 200)));
        given().get("/api/session").then().statusCode(401);
        me.requestAfterAWhile("good").get("/api/session").then().statusCode(200);
        assertEquals(List.of(), lines());
    }

    /** There is one line in a second, which may have been another test's. */
    private JsonObject toldOf(String event, String path, int status, Supplier<RequestSpecification> request) {
        return await().until(
                        () -> {
                            request.get()
                                    .header("X-Todolist-Source", "198.51.100.7")
                                    .get(path)
                                    .then()
                                    .statusCode(status);
                            return lines().stream()
                                    .filter(line -> event.equals(line.getString("event"))
                                            && path.equals(line.getString("path")))
                                    .findFirst()
                                    .orElse(null);
                        },
                        Objects::nonNull);
    }

    private List<JsonObject> lines() {
        return log.texts().map(JsonObject::new).toList();
    }
}
