package io.todolist.system;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * From an RSA key of a release before to today's key on P-256, as k8s/secrets rotate does it: first all services know both,
 * then user-service signs with the new one. A session goes on all the while.
 */
@Tag("long")
class KeyRotationTest {
    @Test
    void aSessionOutlivesTheChangeToAnotherAlgorithm() {
        Todolist today = Todolist.running();
        OldKey key = new OldKey();
        try (Service rules = new Service("rule-service", key.beside(Todolist.with(today.todos.settings()))).start();
                Service before = new Service("user-service", key.signing(today.userSettings())).start();
                Service users = new Service("user-service", key.beside(today.userSettings())).start();
                Service gateway =
                        new Service("gateway-service", key.beside(Todolist.gatewaySettings(rules, users))).start()) {
            List.of(rules, before, users, gateway).forEach(Service::awaitReady);
            Visitor ann = Visitor.registered();
            JsonPath old = post(before, "/sessions", Map.of("name", ann.name, "password", Visitor.PASSWORD));
            isSigned("RS256", old);
            isTaken(old, rules, users, gateway);
            JsonPath now = post(users, "/sessions/refresh", Map.of("refreshToken", old.getString("refreshToken")));
            isSigned("ES256", now);
            isTaken(now, rules, users, gateway);
        }
    }

    private static JsonPath post(Service service, String path, Map<String, String> body) {
        return given().baseUri(service.url())
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void isSigned(String algorithm, JsonPath session) {
        String header = session.getString("accessToken").split("\\.")[0];
        assertThat(new String(Base64.getUrlDecoder().decode(header), UTF_8), containsString(algorithm));
    }

    private static void isTaken(JsonPath session, Service rules, Service users, Service gateway) {
        String token = session.getString("accessToken");
        given().baseUri(rules.url()).auth().oauth2(token).get("/todos").then().statusCode(200);
        given().baseUri(users.url()).auth().oauth2(token).get("/me").then().statusCode(200);
        given().baseUri(gateway.url())
                .cookie("jwtToken", token)
                .get("/api/home")
                .then()
                .statusCode(200);
    }
}
