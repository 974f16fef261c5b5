package io.todolist.system;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * During a release the version before runs beside today's on today's schema: migrations are written to allow it (expand
 * and contract), and tokens are signed by a key that it knows. {@code .ci/previous-release} builds that version and names its
 * checkout.
 */
@EnabledIfSystemProperty(named = "previous.release", matches = ".+")
class PreviousReleaseTest {
    @Test
    void rulesOfTheVersionBeforeWorkOnTodaysSchemaBesideTodays() {
        Todolist today = Todolist.running();
        Visitor ann = Visitor.registered();
        String kept = ann.added("by today's version");
        Path checkout = Path.of(System.getProperty("previous.release"));
        OldKey key = new OldKey();
        try (Service rules = Service.of(checkout, "rule-service", key.alone(Todolist.with(today.todos.settings())))
                        .start();
                Service users = new Service("user-service", key.signing(today.userSettings())).start();
                Service gateway =
                        new Service("gateway-service", key.alone(Todolist.gatewaySettings(rules, users))).start()) {
            List.of(rules, users, gateway).forEach(Service::awaitReady);
            Visitor there = ann.at(gateway);
            there.signIn(Visitor.PASSWORD).statusCode(200);
            String binned = there.added("by the version before");
            there.added("by the version before, too");
            there.request()
                    .body(Map.of("status", "DONE"))
                    .patch("/api/todos/{id}", kept)
                    .then()
                    .statusCode(200);
            there.request().delete("/api/todos/{id}", binned).then().statusCode(204);
            assertEquals(List.of("by the version before, too", "by today's version"), there.names());
            assertEquals(there.names(), ann.names());
            assertEquals(
                    List.of("by today's version"),
                    ann.get("/api/todos?q=today&status=DONE")
                            .statusCode(200)
                            .extract()
                            .path("items.name"));

            // A retry meets today's version.
            String first = keyed(there).extract().path("id");
            keyed(ann).body("id", equalTo(first));
        }
    }

    private static ValidatableResponse keyed(Visitor visitor) {
        return visitor.request()
                .header("Idempotency-Key", "a key")
                .body(Map.of("name", "once"))
                .post("/api/todos")
                .then()
                .statusCode(201);
    }
}
