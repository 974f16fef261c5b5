package io.todolist.user;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** What the API is, for programs and their authors. The first one who asks has it made. */
@QuarkusTest
class OpenApiTest {
    @Test
    void itDescribesTheApiWheneverItIsAskedFor() {
        String first = document("?format=json")
                .body("paths.'/me'.get.summary", equalTo("Who am I"))
                .extract()
                .asString();
        document("?format=json").body(equalTo(first));
    }

    @Test
    void itComesAsYamlToo() {
        document("").body(containsString("/me:"));
    }

    private static ValidatableResponse document(String query) {
        return given().get("/q/openapi" + query).then().statusCode(200);
    }
}
