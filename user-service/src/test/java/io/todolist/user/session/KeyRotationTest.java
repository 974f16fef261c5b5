package io.todolist.session;

import static io.restassured.RestAssured.given;
import static io.todolist.Keys.claimsOf;
import static io.todolist.Person.as;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.todolist.Keys;
import io.todolist.OtherSettings;
import io.todolist.Person;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherSettings.class)
class KeyRotationTest {

    @Test
    void acceptsTokensOfTheOldKeyAsLongAsItIsInTheSet() {
        var session = Person.registered().logIn();
        String old = claimsOf(session.getString("user.id"), "user")
                .jws()
                .keyId(OtherSettings.OLD_KEY_ID)
                .sign(OtherSettings.OLD_KEY.toString());
        as(old).get("/me").then().statusCode(200);
        as(session.getString("accessToken")).get("/me").then().statusCode(200);
    }

    @Test
    void publishesBothKeys() {
        given().get("/.well-known/jwks.json")
                .then()
                .body("keys.kid", containsInAnyOrder(Keys.kid(), OtherSettings.OLD_KEY_ID));
    }
}
