package io.todolist.session;

import static io.todolist.Person.as;
import static io.todolist.Person.refresh;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.todolist.Person;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PasswordChangeTest {

    @Test
    void replacesThePasswordAndEndsAllSessions() {
        Person person = Person.registered();
        String elsewhere = person.logIn().getString("refreshToken");
        change(person.accessToken(), person.password(), "another battery 18").statusCode(204);
        refresh(elsewhere).then().statusCode(401);
        person.tryToLogIn().then().statusCode(401);
        person.withPassword("another battery 18").logIn();
    }

    @Test
    void needsTheCurrentPassword() {
        Person person = Person.registered();
        var session = person.logIn();
        change(session.getString("accessToken"), "wrong password", "another battery 18")
                .statusCode(403)
                .contentType("application/problem+json");
        refresh(session.getString("refreshToken")).then().statusCode(200);
        person.logIn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password1", "nul\u0000nulnul"})
    void refusesBadPasswords(String password) {
        Person person = Person.registered();
        change(person.accessToken(), person.password(), password)
                .statusCode(400)
                .body("violations.field", hasItem("newPassword"));
        person.logIn();
    }

    @Test
    void refusesTheUserNameAsPassword() {
        Person person = Person.registered();
        change(person.accessToken(), person.password(), person.name().toUpperCase())
                .statusCode(400)
                .body("violations.field", hasItem("newPassword"))
                .body("violations.in", hasItem("body"))
                .body("violations[0].message", equalTo("must not be the user name"));
        person.logIn();
    }

    private static ValidatableResponse change(String token, String current, String next) {
        return as(token)
                .contentType(ContentType.JSON)
                .body(Map.of("currentPassword", current, "newPassword", next))
                .put("/me/password")
                .then();
    }
}
