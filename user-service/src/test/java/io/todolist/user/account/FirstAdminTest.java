package io.todolist.user.account;

import static io.todolist.user.Person.as;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.todolist.user.OtherSettings;
import io.todolist.user.Person;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherSettings.class)
class FirstAdminTest {
    private final Person chief = new Person("chief", "in charge of it all");

    @Test
    void signsInWithTheConfiguredPasswordAndListsUsers() {
        var session = chief.signIn();
        as(session.getString("accessToken")).get("/users").then().statusCode(200);
        as(session.getString("accessToken"))
                .get("/me")
                .then()
                .body("name", equalTo("Chief"))
                .body("roles", contains("user", "admin"));
    }

    @Test
    void signsInASecondTime() {
        chief.signIn();
        chief.signIn();
    }

    @Test
    void hasNoOtherPassword() {
        chief.withPassword("another battery 18").tryToSignIn().then().statusCode(401);
    }

    @Test
    void keepsItsNameFromOthers() {
        chief.withPassword("another battery 18").register().then().statusCode(409);
        as(Person.registered().accessToken())
                .contentType(ContentType.JSON)
                .body("{\"name\":\"CHIEF\"}")
                .patch("/me")
                .then()
                .statusCode(409);
    }
}
