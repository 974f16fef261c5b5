package io.todolist.user.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.user.Keys;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JwksTest {

    @Test
    void publishesPublicKeysForFiveMinutes() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", containsString("max-age=300"))
                .body("keys.kid", contains(Keys.kid()))
                .body("keys", everyItem(not(hasKey("d"))));
    }
}
