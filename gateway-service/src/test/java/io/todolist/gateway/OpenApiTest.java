package io.todolist.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What the API is, for programs and their authors. The first one who asks has it made. */
@QuarkusTest
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @Test
    void itDescribesTheApiWheneverItIsAskedFor() {
        String first = document("?format=json")
                .body(
                        "paths.'/api/todos/counts'.get.summary",
                        equalTo("How many there are of each status, and in the bin"))
                .extract()
                .asString();
        document("?format=json").body(equalTo(first));
    }

    @Test
    void itComesAsYamlToo() {
        document("").body(containsString("/api/todos/counts:"));
    }

    @Test
    void whoIsSignedInIsSaidByACookie() {
        document("?format=json")
                .body("components.securitySchemes.session.type", equalTo("apiKey"))
                .body("components.securitySchemes.session.in", equalTo("cookie"))
                .body("components.securitySchemes.session.name", equalTo("jwtToken"))
                .body("paths.'/api/todos'.get.security[0].keySet()", hasItem("session"));
    }

    @Test
    void everyAnswerHasItsShape() {
        forEachOperation((name, operation) -> forEachResponse(operation, (status, response) -> {
            JsonObject content = response.getJsonObject("content");
            if (Set.of("202", "204", "302").contains(status)) {
                assertEquals(null, content, name);
            } else if (status.compareTo("400") >= 0) {
                assertEquals(Set.of("application/problem+json"), content.fieldNames(), name + " " + status);
                assertEquals(
                        "#/components/schemas/Problem",
                        schema(content, "application/problem+json").getString("$ref"),
                        name);
            } else {
                assertShape(schema(content, "application/json"), name);
            }
        }));
    }

    @Test
    void everyBodyOfARequestHasItsShape() {
        forEachOperation((name, operation) -> {
            if (operation.containsKey("requestBody")) {
                JsonObject content = operation.getJsonObject("requestBody").getJsonObject("content");
                content.fieldNames().forEach(type -> assertShape(schema(content, type), name));
            }
        });
    }

    @Test
    void everyOperationSaysHowItCanFail() {
        forEachOperation((name, operation) -> {
            Set<String> statuses = operation.getJsonObject("responses").fieldNames();
            assertTrue(statuses.contains("503"), name);
            assertEquals(operation.containsKey("requestBody"), statuses.contains("415"), name);
            assertTrue(name.startsWith("get") || statuses.contains("403"), name);
        });
    }

    @Test
    void manyAtOnceAreAThousandInTheOldPagesApiToo() {
        document("?format=json")
                .body("components.schemas.Ids.properties.ids.maxItems", equalTo(1000))
                .body("components.schemas.OldKeys.maxItems", equalTo(1000));
    }

    @Test
    void everyWriteOfThePageMayHaveAKey() {
        forEachOperation((name, operation) -> {
            if (!name.startsWith("get") && name.matches("\\w+ /api/(todos|me|users|session).*")) {
                assertTrue(operation.getJsonArray("parameters").encode().contains("\"Idempotency-Key\""), name);
            }
        });
    }

    private static void assertShape(JsonObject schema, String name) {
        assertTrue(schema.containsKey("$ref") || schema.containsKey("oneOf"), name + " " + schema);
    }

    private static JsonObject schema(JsonObject content, String type) {
        return content.getJsonObject(type).getJsonObject("schema");
    }

    private static void forEachOperation(BiConsumer<String, JsonObject> check) {
        Map<String, JsonObject> operations = new TreeMap<>();
        new JsonObject(document("?format=json").extract().asString())
                .getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue())
                        .stream()
                                .filter(operation -> METHODS.contains(operation.getKey()))
                                .forEach(operation -> operations.put(
                                        operation.getKey() + " " + path.getKey(), (JsonObject) operation.getValue())));
        assertTrue(operations.size() > 30, operations.keySet().toString());
        assertAll(operations.entrySet().stream().map(each -> () -> check.accept(each.getKey(), each.getValue())));
    }

    private static void forEachResponse(JsonObject operation, BiConsumer<String, JsonObject> check) {
        operation
                .getJsonObject("responses")
                .forEach(response -> check.accept(response.getKey(), (JsonObject) response.getValue()));
    }

    private static ValidatableResponse document(String query) {
        return given().get("/q/openapi" + query).then().statusCode(200);
    }
}
