package io.todolist.rule;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input is a 400 problem that names the field, and changes nothing. */
@QuarkusTest
class BadInputTest {
    private static final String NAME_TOO_LONG = "x".repeat(201);
    private static final String DESCRIPTION_TOO_LONG = "x".repeat(10_001);

    private final Person ann = new Person();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name        | {}",
                "name        | {\"name\":null}",
                "name        | {\"name\":\"   \"}",
                "name        | {\"name\":7}",
                "name        | {\"name\":[\"a\"]}",
                "name        | {\"name\":{\"a\":1}}",
                "name        | {\"name\":\"<201>\"}",
                "name        | {\"name\":\"a\\u0000b\"}",
                "name        | {\"name\":\"a\\ud800b\"}",
                "description | {\"name\":\"a\",\"description\":\"<10001>\"}",
                "description | {\"name\":\"a\",\"description\":\"\\u0000\"}",
                "description | {\"name\":\"a\",\"description\":\"\\udc00\\ud800\"}",
                "status      | {\"name\":\"a\",\"status\":\"LATER\"}",
                "status      | {\"name\":\"a\",\"status\":2}",
                "status      | {\"name\":\"a\",\"status\":{}}",
                "due         | {\"name\":\"a\",\"due\":\"tomorrow\"}",
                "due         | {\"name\":\"a\",\"due\":\"2030-02-30\"}",
                "due         | {\"name\":\"a\",\"due\":\"+999999999-12-31\"}",
                "due         | {\"name\":\"a\",\"due\":\"-0044-03-15\"}",
                "due         | {\"name\":\"a\",\"due\":true}",
                "nmae        | {\"name\":\"a\",\"nmae\":\"b\"}",
                "owner       | {\"name\":\"a\",\"owner\":\"somebody else\"}",
            })
    void namesTheFieldOfTheBody(String field, String body) {
        String full = body.replace("<201>", NAME_TOO_LONG).replace("<10001>", DESCRIPTION_TOO_LONG);
        refused(ann.request().body(full).post("/todos").then(), field, "body");
        ann.list("").body("total", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":null}", "{\"name\":\"\"}", "{\"name\":7.5e999,\"status\":null,\"name\":{}}"})
    void refusesBadChanges(String body) {
        String id = ann.added("Milk");
        refused(ann.request().body(body).patch("/todos/{id}", id).then(), "name", "body");
        ann.get(id).body("name", equalTo("Milk")).body("version", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({
        "status, LATER",
        "status, 'DONE,2'",
        "sort, deleted",
        "sort, owner",
        "size, 0",
        "size, 101",
        "page, 0",
        "page, -1",
        "page, 99999999999999999999",
        "page, x",
        "size, 1e9",
        "deleted, perhaps",
        "updatedOn, yesterday",
        "updatedOn, +999999999-12-31",
        "dueFrom, 2030-13-01",
        "dueTo, 0000-01-01",
        "after, x",
        "after, bm90IGEgY3Vyc29y",
        // "position <id> 1e9999", a number that is short to write and long to compute with
        "after, cG9zaXRpb24gMDFhMWZkZWMtYzQyYy03YzhkLTk2MDAtM2NhZGYzN2U4NzY1IDFlOTk5OQ",
    })
    void namesTheQueryParameter(String parameter, String value) {
        refused(ann.request().queryParam(parameter, value).get("/todos").then(), parameter, "query");
    }

    @Test
    void refusesNulInASearch() {
        refused(ann.request().urlEncodingEnabled(false).get("/todos?q=a%00b").then(), "q", "query");
    }

    @Test
    void refusesAnUnknownTimeZone() {
        refused(ann.list("?updatedOn=2030-01-01&zone=Mars/Base"), "zone", "query");
    }

    @Test
    void refusesACursorOfAnotherOrder() {
        ann.added("one");
        ann.added("two");
        String next = ann.list("?size=1&sort=name").extract().path("next");
        refused(ann.list("?sort=-name&after=" + next), "after", "query");
    }

    @Test
    void refusesPageAndCursorTogether() {
        ann.added("one");
        ann.added("two");
        String next = ann.list("?size=1").extract().path("next");
        refused(ann.list("?page=1&after=" + next), "page", "query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\"", "", "null", "[]", "\"text\"", "7", "{\"name\":\"a\"}}", "{'name':'a'}"})
    void refusesMalformedBodies(String body) {
        ann.request().body(body).post("/todos").then().statusCode(400).contentType("application/problem+json");
        ann.list("").body("total", equalTo(0));
    }

    @Test
    void refusesAParameterThatComesTwice() {
        refused(ann.list("?size=1&size=2"), "size", "query");
        ann.list("?status=DONE&status=PAUSED").statusCode(200);
    }

    @Test
    void saysWhereTheJsonBreaks() {
        ann.request()
                .body("{\n  \"name\" \"a\"}")
                .post("/todos")
                .then()
                .statusCode(400)
                .body("detail", containsString("line 2, column 10"));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xe9, '"', '}'};
        ann.request().body(latin1).post("/todos").then().statusCode(400).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "..%2f", "%00", "01a1fdec-c42c-7c8d-9600-3cadf37e876"})
    void anIdThatIsNoneIs404(String id) {
        ann.request().urlEncodingEnabled(false).get("/todos/" + id).then().statusCode(404);
    }

    @Test
    void otherMediaTypesAre415() {
        ann.request()
                .contentType("text/plain")
                .body("name=a")
                .post("/todos")
                .then()
                .statusCode(415);
    }

    /** The client asks first (Expect: 100-continue): an answer to a body half sent can be lost when the connection ends. */
    @Test
    void aBodyThatIsTooLongIs413() {
        ann.request()
                .config(RestAssured.config()
                        .httpClient(
                                HttpClientConfig.httpClientConfig().setParam("http.protocol.expect-continue", true)))
                .body(Map.of("name", "x".repeat(128 * 1024)))
                .post("/todos")
                .then()
                .statusCode(413);
    }

    @Test
    void namesTheUnknownFieldOfAChange() {
        String id = ann.added("Milk");
        refused(ann.patch(id, Map.of("nmae", "Oat milk")), "nmae", "body");
        ann.get(id).body("version", equalTo(0));
    }

    @Test
    void saysItInChinese() {
        ann.request()
                .header("Accept-Language", "zh-CN,zh;q=0.9")
                .body(Map.of("name", "a\u0000"))
                .post("/todos")
                .then()
                .statusCode(400)
                .body("violations[0].message", startsWith("不能包含"));
    }

    private static void refused(ValidatableResponse answer, String field, String place) {
        answer.statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", startsWith(field))
                .body("violations[0].in", equalTo(place))
                .body(not(containsString("io.todolist")))
                .body(not(containsString("java.")));
    }
}
