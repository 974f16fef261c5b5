package io.todolist.user;

import static io.todolist.Person.as;
import static io.todolist.Person.refresh;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.todolist.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DeletionTest {

    @Test
    void removesUserAndSessions() {
        Person person = Person.registered();
        var session = person.logIn();
        delete(session.getString("accessToken"), "{\"password\":\"" + person.password() + "\"}", 204);
        person.tryToLogIn().then().statusCode(401);
        refresh(session.getString("refreshToken")).then().statusCode(401);
        as(session.getString("accessToken")).get("/me").then().statusCode(401).contentType("application/problem+json");
        as(session.getString("accessToken"))
                .contentType(ContentType.JSON)
                .body("{}")
                .patch("/me")
                .then()
                .statusCode(401);
    }

    @Test
    void freesTheName() {
        Person person = Person.registered();
        delete(person.accessToken(), "{\"password\":\"" + person.password() + "\"}", 204);
        person.register().then().statusCode(201);
    }

    @Test
    void needsThePassword() {
        Person person = Person.registered();
        delete(person.accessToken(), "{\"password\":\"wrong password\"}", 403);
        person.logIn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"password\":null}", "{\"password\":1}"})
    void refusesBadInput(String body) {
        Person person = Person.registered();
        as(person.accessToken())
                .contentType(ContentType.JSON)
                .body(body)
                .delete("/me")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("password"));
        person.logIn();
    }

    private static void delete(String token, String body, int status) {
        as(token).contentType(ContentType.JSON).body(body).delete("/me").then().statusCode(status);
    }
}
