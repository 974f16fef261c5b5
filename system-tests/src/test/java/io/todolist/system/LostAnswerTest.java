package io.todolist.system;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The answer to a write gets lost between a service and the gateway, after the service has done what was asked. The person
 * gets the answer all the same, and it is done once.
 */
class LostAnswerTest {
    private static LosingProxy rules;
    private static LosingProxy users;
    private static Service gateway;

    @BeforeAll
    static void start() {
        Todolist system = Todolist.running();
        rules = new LosingProxy(system.rule.url());
        users = new LosingProxy(system.user.url());
        gateway = new Service(
                        "gateway-service",
                        Todolist.with(Map.of(
                                "QUARKUS_REST_CLIENT_RULE_SERVICE_URL", rules.url(),
                                "QUARKUS_REST_CLIENT_USER_SERVICE_URL", users.url())))
                .start()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        rules.close();
        users.close();
    }

    @Test
    void aCreation() {
        Visitor ann = visitor();
        lost(rules, () -> ann.post("/api/todos", Map.of("name", "one"))).statusCode(201);
        ann.get("/api/todos").body("items.name", contains("one")).body("total", equalTo(1));
    }

    @Test
    void aChange() {
        Visitor ann = visitor();
        String id = ann.added("one");
        lost(rules, () -> ann.request()
                        .header("If-Match", "\"0\"")
                        .body(Map.of("name", "two"))
                        .patch("/api/todos/" + id)
                        .then())
                .statusCode(200)
                .body("name", equalTo("two"))
                .body("version", equalTo(1));
    }

    @Test
    void aDeletionAndARestoration() {
        Visitor ann = visitor();
        String id = ann.added("one");
        lost(rules, () -> ann.request().delete("/api/todos/" + id).then()).statusCode(204);
        lost(rules, () -> ann.request().post("/api/todos/" + id + "/restore").then())
                .statusCode(200)
                .body("version", equalTo(2));
    }

    @Test
    void aMove() {
        Visitor ann = visitor();
        String first = ann.added("first");
        String second = ann.added("second");
        lost(rules, () -> ann.post("/api/todos/" + first + "/move", Map.of("before", second)))
                .statusCode(200)
                .body("version", equalTo(1));
        ann.get("/api/todos").body("items.name", contains("first", "second"));
    }

    @Test
    void manyAtOnce() {
        Visitor ann = visitor();
        List<String> ids = List.of(ann.added("one"), ann.added("two"));
        lost(rules, () -> ann.post("/api/todos/status", Map.of("ids", ids, "status", "DONE")))
                .body("todos.version", contains(1, 1));
        lost(rules, () -> ann.post("/api/todos/delete", Map.of("ids", ids)))
                .body("todos", hasSize(2))
                .body("missing", hasSize(0));
        lost(rules, () -> ann.post("/api/todos/restore", Map.of("ids", ids)))
                .body("todos.version", contains(3, 3))
                .body("missing", hasSize(0));
    }

    @Test
    void aRegistration() {
        String name = name();
        Visitor ann = new Visitor(name, gateway);
        lost(users, () -> ann.post("/api/users", Map.of("name", name, "password", Visitor.PASSWORD)))
                .statusCode(201);
        ann.get("/api/session").statusCode(200).body("name", equalTo(name));
    }

    @Test
    void signingInAndOut() {
        Visitor ann = visitor().at(gateway);
        lost(users, () -> ann.signIn(Visitor.PASSWORD)).statusCode(200);
        lost(users, () -> ann.request().delete("/api/session").then()).statusCode(204);
        ann.get("/api/session").statusCode(401);
    }

    @Test
    void aNewName() {
        Visitor ann = visitor();
        String name = name();
        lost(users, () -> ann.request()
                        .body(Map.of("name", name, "currentPassword", Visitor.PASSWORD))
                        .patch("/api/me")
                        .then())
                .statusCode(200)
                .body("version", equalTo(1));
        ann.get("/api/session").body("name", equalTo(name));
    }

    @Test
    void aNewPassword() {
        Visitor ann = visitor();
        String next = "another horse battery";
        lost(users, () -> ann.request()
                        .body(Map.of("currentPassword", Visitor.PASSWORD, "newPassword", next))
                        .put("/api/me/password")
                        .then())
                .statusCode(204);
        ann.get("/api/me").statusCode(200);
        ann.at(gateway).signIn(next).statusCode(200);
    }

    @Test
    void aRenewalOfTheSession() {
        Visitor ann = visitor();
        String refreshToken = ann.signIn(Visitor.PASSWORD).extract().cookie("refreshToken");
        // A browser whose access token has run out sends only the other one.
        lost(users, () -> given().baseUri(gateway.url())
                        .cookie("refreshToken", refreshToken)
                        .get("/api/session")
                        .then())
                .statusCode(200)
                .body("name", equalTo(ann.name));
    }

    @Test
    void theEndOfAnAccount() {
        Visitor ann = visitor();
        lost(users, () -> ann.request()
                        .body(Map.of("password", Visitor.PASSWORD))
                        .delete("/api/me")
                        .then())
                .statusCode(204);
        ann.at(gateway).signIn(Visitor.PASSWORD).statusCode(401);
    }

    private static ValidatableResponse lost(LosingProxy proxy, Supplier<ValidatableResponse> request) {
        proxy.loseTheNextAnswer();
        ValidatableResponse answer = request.get();
        assertTrue(proxy.hasLostIt(), "no answer came by that could be lost");
        return answer;
    }

    private static Visitor visitor() {
        Visitor visitor = new Visitor(name(), gateway);
        visitor.post("/api/users", Map.of("name", visitor.name, "password", Visitor.PASSWORD))
                .statusCode(201);
        return visitor;
    }

    private static String name() {
        return "visitor-" + UUID.randomUUID().toString().substring(0, 13);
    }
}
