package io.todolist.user;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

// The tests of this package once more, against the packaged service: jar or native executable.

@QuarkusIntegrationTest
@WithTestResource(value = PackagedDatabase.class, scope = TestResourceScope.GLOBAL)
class OldBackEndMistakesIT extends OldBackEndMistakesTest {}

@QuarkusIntegrationTest
class LeftoversIT extends LeftoversTest {}

@QuarkusIntegrationTest
class StoredSecretsIT extends StoredSecretsTest {}

@QuarkusIntegrationTest
class OpenApiIT {
    @Test
    void leavesTheDocumentToDevelopment() {
        given().get("/q/openapi").then().statusCode(404);
    }
}
