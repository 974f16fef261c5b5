package io.todolist.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever deletes the account leaves nothing behind, whatever is away just then. */
@Tag("long")
class DeletedAccountTest {
    private final Todolist system = Todolist.running();
    private Visitor ann;
    private String id;

    @BeforeEach
    void addTodos() {
        ann = Visitor.registered();
        id = ann.get("/api/me").extract().path("id");
        ann.added("one");
        ann.added("two");
    }

    @Test
    void itsTodosGo() {
        ann.request()
                .body(Map.of("password", Visitor.PASSWORD))
                .delete("/api/me")
                .then()
                .statusCode(204);
        assertNothingIsLeft();
    }

    @Test
    void anotherTabAddsNothing() {
        delete();
        assertNothingIsLeft();
        ann.post("/api/todos", Map.of("name", "late")).statusCode(401);
        assertNothingIsLeft();
    }

    @Test
    void itsTodosGoWhenRuleServiceAndItsDatabaseAreBack() throws Exception {
        system.rule.kill();
        system.todos.kill();
        try {
            delete();
        } finally {
            system.todos.startAgain();
            system.rule.start().awaitReady();
        }
        assertNothingIsLeft();
        ann.post("/api/todos", Map.of("name", "late")).statusCode(401);
    }

    /** The hint was lost, too. */
    @Test
    void itsTodosGoThoughUserServiceEndsJustThen() {
        system.rule.freeze();
        try {
            delete();
            system.user.kill();
        } finally {
            system.rule.kill();
            system.user.start().awaitReady();
            system.rule.start().awaitReady();
        }
        assertNothingIsLeft();
    }

    /** On plain Kubernetes, where pods are awake, that is all that a lost hint needs; it is every 10 minutes there. */
    @Test
    void itsTodosGoWithoutAHintBecauseWhoIsAwakeLooksFromTimeToTime() {
        system.rule.kill();
        try (Service users = new Service("user-service", system.userSettings())
                        .with("TODOLIST_EVENTS_SINK", "http://nowhere.invalid/events");
                Service rules = new Service("rule-service", Todolist.with(system.todos.settings()))
                        .with("TODOLIST_EVENTS_FEED", system.user.url() + "/events")
                        .with("TODOLIST_EVENTS_FIRST", "1h")
                        .with("TODOLIST_EVENTS_EVERY", "2s")) {
            users.start().awaitReady();
            rules.start().awaitReady();
            deleteAt(users);
            assertNothingIsLeft();
        } finally {
            system.rule.start().awaitReady();
        }
    }

    /** Past the gateway, which for now erases the todos as well, for a user-service of the release before. */
    private void delete() {
        deleteAt(system.user);
    }

    private void deleteAt(Service users) {
        String token = given().baseUri(users.url())
                .contentType("application/json")
                .body(Map.of("name", ann.name, "password", Visitor.PASSWORD))
                .post("/sessions")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        given().baseUri(users.url())
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("password", Visitor.PASSWORD))
                .delete("/me")
                .then()
                .statusCode(204);
    }

    private void assertNothingIsLeft() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertEquals(0, rows()));
    }

    private long rows() throws SQLException {
        return system.todos.count("select (select count(*) from todo where owner = '%1$s')"
                .concat(" + (select count(*) from todo_count where owner = '%1$s')")
                .formatted(id));
    }
}
