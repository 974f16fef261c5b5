package io.todolist.user.account;

import static io.todolist.user.Person.as;
import static io.todolist.user.Person.refresh;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.todolist.user.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DeletionTest {

    @Test
    void removesUserAndSessions() {
        Person person = Person.registered();
        var session = person.signIn();
        delete(session.getString("accessToken"), "{\"password\":\"" + person.password() + "\"}", 204);
        person.tryToSignIn().then().statusCode(401);
        refresh(session.getString("refreshToken")).then().statusCode(401);
        as(session.getString("accessToken")).get("/me").then().statusCode(401).contentType("application/problem+json");
        as(session.getString("accessToken"))
                .contentType(ContentType.JSON)
                .body(person.proven("{}"))
                .patch("/me")
                .then()
                .statusCode(401);
    }

    @Test
    void isDoneWhenItIsAskedForAgain() {
        Person person = Person.registered();
        String token = person.accessToken();
        String body = "{\"password\":\"" + person.password() + "\"}";
        delete(token, body, 204);
        delete(token, body, 204);
        delete(token + "x", body, 401);
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
        person.signIn();
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
        person.signIn();
    }

    private static void delete(String token, String body, int status) {
        as(token).contentType(ContentType.JSON).body(body).delete("/me").then().statusCode(status);
    }
}
