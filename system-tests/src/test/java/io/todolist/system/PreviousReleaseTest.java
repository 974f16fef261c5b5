package io.todolist.system;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * During a release the version before runs beside today's on today's schema, and people are served by both in turns: migrations
 * are written to allow it (expand and contract). {@code .ci/previous-release} builds that version and names its checkout.
 */
@EnabledIfSystemProperty(named = "previous.release", matches = ".+")
class PreviousReleaseTest {
    @Test
    void theVersionBeforeWorksOnTodaysSchemasBesideTodays() {
        Todolist today = Todolist.running();
        Visitor ann = Visitor.registered();
        String kept = ann.added("by today's version");
        try (Service rules = before("rule-service", Todolist.with(today.todos.settings()));
                Service users = before("user-service", today.userSettings());
                Service gateway = before("gateway-service", Todolist.gatewaySettings(rules, users))) {
            List.of(rules, users, gateway).forEach(Service::awaitReady);
            Visitor there = ann.takenTo(gateway);
            String binned = there.added("by the version before");
            there.added("by the version before, too");
            there.request()
                    .body(Map.of("status", "DONE"))
                    .patch("/api/todos/{id}", kept)
                    .then()
                    .statusCode(200);
            ann.get("/api/todos/" + kept + "/history")
                    .statusCode(200)
                    .body("items.what", contains("CHANGED", "CREATED"))
                    .body("items[0].status.to", equalTo("DONE"));
            there.request().delete("/api/todos/{id}", binned).then().statusCode(204);
            assertEquals(List.of("by the version before, too", "by today's version"), there.names());
            assertEquals(there.names(), ann.names());
            assertEquals(
                    List.of("by today's version"),
                    ann.get("/api/todos?q=today&status=DONE")
                            .statusCode(200)
                            .extract()
                            .path("items.name"));

            // A retry meets the other version.
            String first = keyed(there, "a key").extract().path("id");
            keyed(ann, "a key").body("id", equalTo(first));
            String second = keyed(ann, "another key").extract().path("id");
            keyed(there, "another key").body("id", equalTo(second));

            // An account is deleted by either, and by a gateway of today at a user-service of before, which tells
            // nobody.
            try (Service mixed = new Service("gateway-service", Todolist.gatewaySettings(today.rule, users)).start()) {
                mixed.awaitReady();
                for (Service at : List.of(today.gateway, gateway, mixed)) {
                    Visitor leaving = Visitor.registered();
                    String id = leaving.get("/api/me").extract().path("id");
                    leaving.added("left behind");
                    leaving.takenTo(at)
                            .request()
                            .body(Map.of("password", Visitor.PASSWORD))
                            .delete("/api/me")
                            .then()
                            .statusCode(204);
                    await().untilAsserted(() ->
                            assertEquals(0, today.todos.count("select count(*) from todo where owner = '" + id + "'")));
                }
            }

            // A session that was opened at either goes on, and is over for both.
            there.signIn(Visitor.PASSWORD).statusCode(200);
            ann.get("/api/home").statusCode(200);
            there.post("/api/logout", Map.of()).statusCode(204);
            ann.get("/api/session").statusCode(401);
        }
    }

    private static Service before(String name, Map<String, String> settings) {
        Path checkout = Path.of(System.getProperty("previous.release"));
        return Service.of(checkout, name, settings).start();
    }

    private static ValidatableResponse keyed(Visitor visitor, String key) {
        return visitor.request()
                .header("Idempotency-Key", key)
                .body(Map.of("name", key))
                .post("/api/todos")
                .then()
                .statusCode(201);
    }
}
