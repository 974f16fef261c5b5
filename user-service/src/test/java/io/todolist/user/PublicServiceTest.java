package io.todolist.user;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where anybody can reach it, as on a platform of functions, it answers who shows the key of the installation. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(PublicServiceTest.Function.class)
class PublicServiceTest {
    private static final String HEADER = "X-Todolist-Caller-Key";
    private static final String NEW = "new-key-of-the-installation-0123456789";
    private static final String OLD = "old-key-of-the-installation-0123456789";
    private static final int PORT = 15488;

    public static class Function implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.caller.keys",
                    NEW + "," + OLD,
                    "todolist.events.path",
                    "/invoke",
                    // Nothing listens there.
                    "todolist.events.feed",
                    "",
                    "todolist.backchannel-logout.uri",
                    "http://localhost:" + PORT + "/told");
        }
    }

    private final Person ann = Person.unregistered();

    private RequestSpecification asking(Object body) {
        return Person.json(body).header(HEADER, NEW);
    }

    private JsonPath session() {
        asking(Map.of("name", ann.name(), "password", ann.password()))
                .post("/users")
                .then()
                .statusCode(201);
        return asking(Map.of("name", ann.name(), "password", ann.password()))
                .post("/sessions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/sessions", "/sessions/refresh", "/password-resets", "/unsubscriptions"})
    void whatNeedsNoTokenNeedsTheKey(String path) {
        Person.json(Map.of("name", ann.name(), "password", ann.password()))
                .post(path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void aTokenIsNotEnough() {
        String token = session().getString("accessToken");
        Person.as(token).get("/me").then().statusCode(403);
        Person.as(token).header(HEADER, OLD).get("/me").then().statusCode(200);
        Person.as(token).header(HEADER, "wrong").get("/me").then().statusCode(403);
    }

    @Test
    void thePlatformNeedsNone() {
        given().get("/q/health/ready").then().statusCode(200);
        given().post("/events").then().statusCode(204);
        given().body(new byte[] {1})
                .contentType("application/octet-stream")
                .post("/invoke")
                .then()
                .statusCode(200);
        given().get("/.well-known/jwks.json").then().statusCode(403);
    }

    @Test
    void itShowsTheFirstKeyWhereItTellsThatASessionIsOver() throws Exception {
        List<String> shown = new CopyOnWriteArrayList<>();
        HttpServer ear = HttpServer.create(new InetSocketAddress("localhost", PORT), 0);
        ear.createContext("/told", exchange -> {
            shown.add(String.valueOf(exchange.getRequestHeaders().getFirst(HEADER)));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        ear.start();
        try {
            asking(Map.of("refreshToken", session().getString("refreshToken")))
                    .post("/sessions/logout")
                    .then()
                    .statusCode(204);
            await().until(() -> !shown.isEmpty());
            assertEquals(NEW, shown.get(0));
        } finally {
            ear.stop(0);
        }
    }
}
