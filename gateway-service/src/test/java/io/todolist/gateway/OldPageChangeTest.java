package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.equalTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creating, updating and deleting as the old page does it, as JSON or as a form. */
@QuarkusTest
class OldPageChangeTest extends OldPageTest {
    private static final String OTHER_KEY = "0198c0de-0000-7000-8000-000000000004";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | {\"name\":\"n\",\"desc\":\"d\",\"method\":\"post\"}",
                "form | name=n&desc=d&method=post",
                "json | {\"name\":\"n\",\"desc\":\"d\"}"
            })
    void createsATodoInProgress(String dialect, String body) {
        answer(post("/todos"), equalToJson("{\"name\":\"n\",\"description\":\"d\",\"status\":\"IN_PROGRESS\"}"));
        in(dialect).body(body).post("/api/rule").then().statusCode(200).body("key", equalTo(KEY));
    }

    @Test
    void aNewTodoNeedsNoDescription() {
        answer(post("/todos"), equalToJson("{\"name\":\"n\",\"status\":\"IN_PROGRESS\"}"));
        in("json")
                .body("{\"name\":\"n\",\"method\":\"post\"}")
                .post("/api/rule")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT  | json | {\"key\":\"K\",\"name\":\"n\",\"desc\":\"d\",\"status\":2,\"method\":\"update\"}",
                "POST | json | {\"key\":\"K\",\"name\":\"n\",\"desc\":\"d\",\"status\":2,\"method\":\"update\"}",
                "PUT  | json | {\"key\":\"K\",\"name\":\"n\",\"desc\":\"d\",\"status\":\"2\",\"href\":\"/\",\"tags\":[]}",
                "PUT  | form | key=K&name=n&desc=d&status=2&method=update",
                "POST | form | key=K&name=n&desc=d&status=2&method=update"
            })
    void updatesInTwoDialects(String verb, String dialect, String body) {
        answer(
                patch(urlPathEqualTo("/todos/" + KEY)),
                equalToJson("{\"name\":\"n\",\"description\":\"d\",\"status\":\"DONE\"}"));
        in(dialect)
                .body(body.replace("K", KEY))
                .request(verb, "/api/rule")
                .then()
                .statusCode(200)
                .body("key", equalTo(KEY))
                .body("status", equalTo(2));
    }

    @Test
    void aMissingFieldKeepsItsValue() {
        answer(patch(urlPathEqualTo("/todos/" + KEY)), equalToJson("{\"status\":\"PAUSED\"}"));
        in("json")
                .body("{\"key\":\"" + KEY + "\",\"status\":\"3\",\"name\":null}")
                .put("/api/rule")
                .then()
                .statusCode(200);
    }

    @Test
    void anEmptyDescriptionIsAValue() {
        answer(patch(urlPathEqualTo("/todos/" + KEY)), equalToJson("{\"description\":\"\"}"));
        in("json")
                .body("{\"key\":\"" + KEY + "\",\"desc\":\"\"}")
                .put("/api/rule")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | json | {\"key\":[\"K\",\"L\"],\"method\":\"delete\"}",
                "POST   | json | {\"key\":[\"K\",\"L\"],\"method\":\"delete\"}",
                "DELETE | form | key=K&key=L&method=delete",
                "POST   | form | key=K&key=L&method=delete",
                "POST   | form | key[]=K&key[]=L&method=delete",
                "POST   | form | key%5B0%5D=K&key%5B1%5D=L&method=delete"
            })
    void deletesInTwoDialects(String verb, String dialect, String body) {
        services.rules.stubFor(me.with(post("/todos/delete"))
                .withRequestBody(equalToJson("{\"ids\":[\"" + KEY + "\",\"" + OTHER_KEY + "\"]}", true, false))
                .willReturn(okJson("{\"todos\":[],\"missing\":[]}")));
        answerList("{\"items\":[" + TODO + "],\"total\":5,\"size\":100,\"page\":1}");
        in(dialect)
                .body(body.replace("K", KEY).replace("L", OTHER_KEY))
                .request(verb, "/api/rule")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(2))
                .body("list[0].key", equalTo(KEY))
                .body("pagination.total", equalTo(5));
    }

    @Test
    void deletingWhatIsGoneIsNotAnError() {
        services.rules.stubFor(me.with(post("/todos/delete"))
                .withRequestBody(equalToJson("{\"ids\":[\"" + KEY + "\"]}"))
                .willReturn(okJson("{\"todos\":[],\"missing\":[\"" + KEY + "\"]}")));
        answerEmptyList();
        in("json")
                .body("{\"key\":[\"" + KEY + "\"],\"method\":\"delete\"}")
                .delete("/api/rule")
                .then()
                .statusCode(200)
                .body("list.size()", equalTo(0))
                .body("pagination.total", equalTo(0));
    }

    @Test
    void deletingWhatCannotBeThereIsNotAnErrorEither() {
        answerEmptyList();
        in("json")
                .body("{\"key\":[17],\"method\":\"delete\"}")
                .delete("/api/rule")
                .then()
                .statusCode(200)
                .body("pagination.total", equalTo(0));
    }

    @Test
    void theVerbCountsBeforeTheMethod() {
        answer(patch(urlPathEqualTo("/todos/" + KEY)), equalToJson("{\"name\":\"n\"}"));
        in("json")
                .body("{\"key\":\"" + KEY + "\",\"name\":\"n\",\"method\":\"delete\"}")
                .put("/api/rule")
                .then()
                .statusCode(200)
                .body("key", equalTo(KEY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | {\"method\":\"fly\"} | method",
                "PUT | {\"name\":\"n\"} | key",
                "PUT | {\"key\":\"K\",\"status\":\"9\"} | status",
                "PUT | {\"key\":\"K\",\"name\":{}} | name"
            })
    void anImpossibleChangeIsRefused(String verb, String body, String field) {
        in("json")
                .body(body.replace("K", KEY))
                .request(verb, "/api/rule")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo(field));
    }

    @Test
    void moreThanAThousandKeysAreRefused() {
        in("json")
                .body(Map.of("key", Collections.nCopies(1001, KEY)))
                .delete("/api/rule")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("key"));
    }

    @Test
    void aFormThatCannotBeDecodedIsRefused() {
        in("form").body("name=%zz").post("/api/rule").then().statusCode(400);
    }

    @Test
    void updatingWhatIsGoneIs404() {
        in("json")
                .body("{\"key\":\"17\",\"name\":\"n\"}")
                .put("/api/rule")
                .then()
                .statusCode(404);
    }

    private RequestSpecification in(String dialect) {
        return given().cookie("jwtToken", me.token)
                .contentType(
                        dialect.equals("json")
                                ? "application/json;charset=UTF-8"
                                : "application/x-www-form-urlencoded");
    }

    private void answer(MappingBuilder request, StringValuePattern body) {
        services.rules.stubFor(me.with(request).withRequestBody(body).willReturn(okJson(TODO)));
    }
}
