package io.todolist.system;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person does, by HTTP, through all three services and both databases. */
class JourneyTest {

    @Test
    void fromRegistrationToTheEndOfTheAccount() {
        Visitor ann = Visitor.registered();
        String milk = ann.added("Buy milk");
        String call = ann.added("给妈妈打电话");
        assertEquals(List.of("给妈妈打电话", "Buy milk"), ann.names());

        ann.request()
                .header("If-Match", "\"0\"")
                .body(Map.of("status", "DONE", "due", "2030-01-01"))
                .patch("/api/todos/{id}", milk)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo("Buy milk"));
        ann.request().delete("/api/todos/{id}", call).then().statusCode(204);
        ann.get("/api/home")
                .statusCode(200)
                .body("user.name", equalTo(ann.name))
                .body("todos.items.name", contains("Buy milk"))
                .body("counts.byStatus.DONE", equalTo(1));
        ann.request().post("/api/todos/{id}/restore", call).then().statusCode(200);

        ann.request().delete("/api/session").then().statusCode(204);
        ann.get("/api/todos").statusCode(401);
        ann.signIn("wrong password").statusCode(401);
        ann.signIn(Visitor.PASSWORD).statusCode(200);
        assertEquals(List.of("给妈妈打电话", "Buy milk"), ann.names());

        ann.request()
                .body(Map.of("password", Visitor.PASSWORD))
                .delete("/api/me")
                .then()
                .statusCode(204);
        ann.get("/api/me").statusCode(401);
        ann.signIn(Visitor.PASSWORD).statusCode(401);
    }

    @Test
    void aNewPasswordKeepsThisDeviceSignedInAndEndsTheOthers() {
        Visitor here = Visitor.registered();
        Visitor there = here.elsewhere();
        there.signIn(Visitor.PASSWORD).statusCode(200);
        here.request()
                .body(Map.of("currentPassword", Visitor.PASSWORD, "newPassword", "another long password"))
                .put("/api/me/password")
                .then()
                .statusCode(204);
        here.get("/api/me").statusCode(200);
        there.signIn(Visitor.PASSWORD).statusCode(401);
        there.signIn("another long password").statusCode(200);
    }

    @Test
    void theOldPagesVisitWorksToo() {
        Visitor ann = Visitor.registered().elsewhere();
        ann.post("/api/login/account", Map.of("userName", ann.name, "password", Visitor.PASSWORD, "type", "account"))
                .statusCode(200)
                .body("status", equalTo("ok"));
        ann.get("/api/currentUser").statusCode(200).body("name", equalTo(ann.name));
        String key = ann.post("/api/rule", Map.of("name", "from the old page", "desc", "d", "method", "post"))
                .statusCode(200)
                .body("status", equalTo(1))
                .extract()
                .path("key");
        ann.request()
                .body(Map.of("key", key, "status", "2", "method", "update"))
                .put("/api/rule")
                .then()
                .statusCode(200)
                .body("status", equalTo(2))
                .body("desc", equalTo("d"));
        ann.get("/api/rule?current=1&pageSize=20&sorter=").body("data.name", contains("from the old page"));
    }

    @Test
    void peopleDoNotSeeEachOther() {
        Visitor ann = Visitor.registered();
        String diary = ann.added("Diary");
        Visitor bob = Visitor.registered();
        bob.get("/api/todos/" + diary).statusCode(404);
        assertEquals(List.of(), bob.names());
    }
}
