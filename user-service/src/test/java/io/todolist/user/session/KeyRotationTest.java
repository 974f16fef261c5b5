package io.todolist.user.session;

import static io.restassured.RestAssured.given;
import static io.todolist.user.Keys.claimsOf;
import static io.todolist.user.Person.as;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.todolist.user.Keys;
import io.todolist.user.OtherSettings;
import io.todolist.user.Person;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherSettings.class)
class KeyRotationTest {

    @Test
    void acceptsTokensOfTheOldKeyAsLongAsItIsInTheSet() {
        var session = Person.registered().signIn();
        String old = claimsOf(session, "user")
                .jws()
                .algorithm(SignatureAlgorithm.RS256)
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
