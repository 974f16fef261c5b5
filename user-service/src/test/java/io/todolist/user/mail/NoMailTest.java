package io.todolist.user.mail;

import static io.todolist.user.Person.as;
import static io.todolist.user.Person.json;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.todolist.user.Database;
import io.todolist.user.OtherSettings;
import io.todolist.user.Person;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Without mail everything else works, nothing is queued, and who asks for a mail is told. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherSettings.class)
class NoMailTest {

    @Test
    void nothingIsQueued() {
        Reader ann = Reader.registered();
        Database.update(
                "update account set verified_email = email where name = $1",
                ann.person().name());
        ann.person().signIn();
        Reader other = new Reader(ann.person(), ann.address(), ann.person().signIn());
        other.changeAddress(Reader.newAddress());
        Person.changePassword(other.accessToken(), null, ann.person().password(), "another battery 18")
                .then()
                .statusCode(200);
        assertEquals(
                0,
                Database.row(
                                "select count(*) from mail join account on account.id = account_id where name = $1",
                                ann.person().name())
                        .getLong(0));
    }

    @Test
    void whoAsksIsTold() {
        Reader ann = Reader.registered();
        ann.askAgain()
                .statusCode(501)
                .contentType("application/problem+json")
                .body("detail", equalTo("This installation sends no mail."));
        as(ann.accessToken()).get("/me/morning-mail").then().statusCode(200);
        as(ann.accessToken())
                .contentType(ContentType.JSON)
                .body(Map.of("timeZone", "UTC", "language", "en"))
                .put("/me/morning-mail")
                .then()
                .statusCode(501);
        Reader.askForReset(ann.address()).statusCode(501).contentType("application/problem+json");
        Reader.verify("x").statusCode(410);
        json(Map.of("token", "x", "newPassword", "another battery 18"))
                .post("/password-resets/redemption")
                .then()
                .statusCode(410);
    }
}
