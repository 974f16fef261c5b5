package io.todolist.user.account;

import static io.todolist.user.Person.as;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.todolist.user.AtOnce;
import io.todolist.user.Database;
import io.todolist.user.OtherSettings;
import io.todolist.user.Person;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherSettings.class)
class FirstAdminTest {
    private final Person chief = new Person("chief", "in charge of it all");

    @BeforeEach
    void neverMade() {
        Database.update("delete from first_admin");
        Database.update("delete from account where admin or name_key = 'chief'");
        Database.update("delete from failed_attempt");
    }

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
    void isMadeOnceByTwoSignInsAtOnce() throws Exception {
        assertEquals(
                List.of(200, 200), AtOnce.times(2, () -> chief.tryToSignIn().statusCode()));
        assertEquals(1, admins());
    }

    @Test
    void theConfiguredPasswordIsWorthNothingAfterARename() {
        as(chief.accessToken())
                .contentType(ContentType.JSON)
                .body(chief.proven("{\"name\":\"Boss %s\"}"
                        .formatted(UUID.randomUUID().toString().substring(24))))
                .patch("/me")
                .then()
                .statusCode(200);
        chief.tryToSignIn().then().statusCode(401);
        assertEquals(1, admins());
    }

    @Test
    void theConfiguredPasswordIsWorthNothingAfterADeletion() {
        as(chief.accessToken())
                .contentType(ContentType.JSON)
                .body(Map.of("password", chief.password()))
                .delete("/me")
                .then()
                .statusCode(204);
        chief.tryToSignIn().then().statusCode(401);
        assertEquals(0, admins());
    }

    @Test
    void theConfiguredPasswordIsWorthNothingAfterItWasChanged() {
        Person.changePassword(chief.accessToken(), null, chief.password(), "another battery 18")
                .then()
                .statusCode(200);
        chief.tryToSignIn().then().statusCode(401);
        assertEquals(1, admins());
    }

    private static long admins() {
        return Database.row("select count(*) from account where admin").getLong(0);
    }

    @Test
    void keepsItsNameFromOthers() {
        chief.withPassword("another battery 18").register().then().statusCode(409);
        Person other = Person.registered();
        as(other.accessToken())
                .contentType(ContentType.JSON)
                .body(other.proven("{\"name\":\"CHIEF\"}"))
                .patch("/me")
                .then()
                .statusCode(409);
    }
}
