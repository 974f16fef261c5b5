package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** What the API is, for programs and their authors. The first one who asks has it made. */
@QuarkusTest
class OpenApiTest {
    @Test
    void itDescribesTheApiWheneverItIsAskedFor() {
        String first = document("?format=json")
                .body("paths.'/todos/counts'.get.summary", equalTo("How many there are of each status, and in the bin"))
                .extract()
                .asString();
        document("?format=json").body(equalTo(first));
    }

    @Test
    void itComesAsYamlToo() {
        document("").body(containsString("/todos/counts:"));
    }

    @Test
    void everyErrorIsAProblem() {
        document("?format=json")
                .body(
                        "paths.'/todos'.post.responses.keySet()",
                        hasItems("201", "400", "401", "403", "413", "415", "422", "503"))
                .body(
                        "paths.'/todos/{id}'.patch.responses.keySet()",
                        hasItems("200", "400", "401", "404", "412", "503"))
                .body("paths.'/home'.get.responses.keySet()", hasItems("200", "400", "401", "503"))
                .body("paths.'/todos/{id}/history'.get.responses.keySet()", hasItems("200", "400", "401", "404", "503"))
                .body(
                        "paths.'/todos/{id}'.patch.responses.'412'.content.'application/problem+json'.schema.'$ref'",
                        equalTo("#/components/schemas/Problem"));
    }

    @Test
    void anyRequestMayBeRefusedForWantOfTheInstallationsKey() {
        String refusals = "paths.values().collectMany { it.values() }.findAll { it instanceof Map && it.responses }";
        document("?format=json")
                .body(
                        refusals + ".findAll { !it.responses.'403'.description.contains('TODOLIST_CALLER_KEYS') }",
                        empty())
                .body("paths.'/todos'.post.responses.'403'.description", startsWith("The owner has as much"));
    }

    @Test
    void parametersHaveTheirTypes() {
        document("?format=json")
                .body(parameter("size") + "schema.type", equalTo("integer"))
                .body(parameter("size") + "schema.maximum", equalTo(100))
                .body(parameter("page") + "schema.type", equalTo("integer"))
                .body(parameter("deleted") + "schema.type", equalTo("boolean"))
                .body(parameter("dueFrom") + "schema.format", equalTo("date"))
                .body(parameter("sort") + "schema.enum", hasItems("position", "-updated"));
    }

    @Test
    void aTokenIsNeeded() {
        document("?format=json")
                .body("components.securitySchemes.SecurityScheme.type", equalTo("http"))
                .body("components.securitySchemes.SecurityScheme.scheme", equalTo("bearer"))
                .body("paths.'/todos'.get.security[0].keySet()", hasItems("SecurityScheme"));
    }

    private static String parameter(String name) {
        return "paths.'/todos'.get.parameters.find { it.name == '" + name + "' }.";
    }

    private static ValidatableResponse document(String query) {
        return given().get("/q/openapi" + query).then().statusCode(200);
    }
}
