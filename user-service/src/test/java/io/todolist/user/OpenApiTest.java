package io.todolist.user;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API is, for programs and their authors. The first one who asks has it made. */
@QuarkusTest
class OpenApiTest {
    private static final String PROBLEM = "#/components/schemas/Problem";

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

    /** Each operation, and what it can end with beside success, which is a problem. */
    @ParameterizedTest
    @CsvSource({
        "post, /users, 201, 400 409 429 503",
        "get, /users, 200, 400 401 403 503",
        "post, /sessions, 200, 400 401 429 503",
        "delete, /sessions, 204, 401 503",
        "post, /sessions/refresh, 200, 400 401 503",
        "post, /sessions/logout, 204, 400 503",
        "post, /sessions/logout-others, 204, 400 401 503",
        "get, /me, 200, 401 503",
        "patch, /me, 200, 400 401 409 412 503",
        "delete, /me, 204, 400 401 403 429 503",
        "put, /me/password, 200, 400 401 403 429 503",
        "post, /me/email-verification, 202, 401 409 429 501 503",
        "post, /email-verifications, 204, 400 410 503",
        "post, /password-resets, 202, 400 501 503",
        "post, /password-resets/redemption, 204, 400 410 503",
        "get, /me/morning-mail, 200, 401 503",
        "put, /me/morning-mail, 200, 400 401 409 501 503",
        "delete, /me/morning-mail, 204, 401 503",
        "post, /unsubscriptions, 204, 400 410 503",
        "get, /me/second-factor, 200, 401 503",
        "post, /me/second-factor, 200, 400 401 403 409 429 503",
        "put, /me/second-factor, 200, 400 401 403 409 429 503",
        "delete, /me/second-factor, 204, 400 401 403 429 503",
        "get, /.well-known/jwks.json, 200, 503",
    })
    void namesEveryStatusAndItsProblem(String method, String path, String success, String problems) {
        var document = document("?format=json");
        String responses = "paths.'" + path + "'." + method + ".responses.'";
        document.body(responses + success + "'", notNullValue());
        for (String status : problems.split(" ")) {
            document.body(responses + status + "'.content.'application/problem+json'.schema.'$ref'", equalTo(PROBLEM));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "post, /users, false",
        "get, /users, true",
        "post, /sessions, false",
        "delete, /sessions, true",
        "post, /sessions/refresh, false",
        "post, /sessions/logout, false",
        "post, /sessions/logout-others, true",
        "get, /me, true",
        "patch, /me, true",
        "delete, /me, true",
        "put, /me/password, true",
        "post, /me/email-verification, true",
        "post, /email-verifications, false",
        "post, /password-resets, false",
        "post, /password-resets/redemption, false",
        "get, /me/morning-mail, true",
        "put, /me/morning-mail, true",
        "delete, /me/morning-mail, true",
        "post, /unsubscriptions, false",
        "get, /me/second-factor, true",
        "post, /me/second-factor, true",
        "put, /me/second-factor, true",
        "delete, /me/second-factor, true",
        "get, /.well-known/jwks.json, false",
    })
    void saysWhatNeedsAnAccessToken(String method, String path, boolean needed) {
        document("?format=json")
                .body("paths.'" + path + "'." + method + ".security", needed ? hasSize(1) : nullValue())
                .body("components.securitySchemes.SecurityScheme.scheme", equalTo("bearer"));
    }

    @Test
    void saysWhichPageSizesThereAre() {
        String size = "paths.'/users'.get.parameters.find { it.name == 'size' }.schema.";
        document("?format=json")
                .body(size + "type", equalTo("integer"))
                .body(size + "minimum", equalTo(1))
                .body(size + "maximum", equalTo(100))
                .body(size + "default", equalTo(20));
    }

    @Test
    void hasPatternsOfJsonSchemaOnly() {
        document("?format=json").body(not(containsString("\\\\p{")));
    }

    private static ValidatableResponse document(String query) {
        return given().get("/q/openapi" + query).then().statusCode(200);
    }
}
