package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API as the old page speaks it, sentence by sentence. */
@QuarkusTest
class OldPageContractTest extends GatewayTest {
    private static final String KEY = "0198c0de-0000-7000-8000-000000000003";
    private static final String OTHER_KEY = "0198c0de-0000-7000-8000-000000000004";
    private static final String TODO =
            """
            {"id":"%s","name":"buy milk","description":"two","status":"DONE","due":null,"position":"1.5",
             "createdAt":"2026-01-30T08:00:00Z","updatedAt":"2026-01-31T09:00:00Z","doneAt":"2026-01-31T09:00:00Z",
             "deletedAt":null,"version":3}"""
                    .formatted(KEY);

    // GET /api/currentUser

    @Test
    void currentUserHasTheFullShape() {
        me.request()
                .get("/api/currentUser")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(14))
                .body("name", equalTo(me.name))
                .body("userid", equalTo(me.id))
                .body("avatar", startsWith("data:"))
                .body("email", notNullValue())
                .body("signature", notNullValue())
                .body("title", notNullValue())
                .body("group", notNullValue())
                .body("tags.size()", equalTo(0))
                .body("notifyCount", equalTo(0))
                .body("unreadCount", equalTo(0))
                .body("country", notNullValue())
                .body("geographic.province.label", notNullValue())
                .body("geographic.province.key", notNullValue())
                .body("geographic.city.label", notNullValue())
                .body("geographic.city.key", notNullValue())
                .body("address", notNullValue())
                .body("phone", notNullValue());
    }

    @Test
    void currentUserIs401ForNobody() {
        given().get("/api/currentUser").then().statusCode(401);
    }

    @Test
    void currentUserNeedsNoOtherService() {
        me.request().get("/api/currentUser").then().statusCode(200);
        services.users.verify(
                0, anyRequestedFor(anyUrl()).withHeader("Authorization", WireMock.equalTo(me.authorization())));
    }

    @Test
    void currentUserIsHeldWhileUserServiceStarts() {
        String refreshToken = "starting-" + me.id;
        services.users.stubFor(post("/sessions/refresh")
                .withRequestBody(WireMock.containing(refreshToken))
                .inScenario(me.id)
                .whenScenarioStateIs("Started")
                .willReturn(WireMock.aResponse().withStatus(503).withHeader("Retry-After", "1"))
                .willSetStateTo("up"));
        services.users.stubFor(post("/sessions/refresh")
                .withRequestBody(WireMock.containing(refreshToken))
                .inScenario(me.id)
                .whenScenarioStateIs("up")
                .willReturn(okJson(me.session("next"))));
        me.requestAfterAWhile(refreshToken)
                .get("/api/currentUser")
                .then()
                .statusCode(200)
                .body("userid", equalTo(me.id));
    }

    // GET /api/rule

    @Test
    void aListHasItemsAndTheFullCount() {
        answerList("{\"items\":[" + TODO + "],\"total\":31,\"size\":10,\"page\":2,\"next\":null}");
        list("?current=2&pageSize=10")
                .statusCode(200)
                .body("data.size()", equalTo(1))
                .body("total", equalTo(31))
                .body("success", equalTo(true))
                .body("pageSize", equalTo(10))
                .body("current", equalTo(2));
    }

    @Test
    void anItemHasAllFields() {
        answerList("{\"items\":[" + TODO + "],\"total\":1,\"size\":10,\"page\":1,\"next\":null}");
        list("").body("data[0]", aMapWithSize(12))
                .body("data[0].key", equalTo(KEY))
                .body("data[0].disabled", equalTo(false))
                .body("data[0].href", notNullValue())
                .body("data[0].avatar", startsWith("data:"))
                .body("data[0].name", equalTo("buy milk"))
                .body("data[0].owner", equalTo(me.name))
                .body("data[0].desc", equalTo("two"))
                .body("data[0].callNo", equalTo(0))
                .body("data[0].status", equalTo(2))
                .body("data[0].updatedAt", equalTo("2026-01-31T09:00:00Z"))
                .body("data[0].createdAt", equalTo("2026-01-30T08:00:00Z"))
                .body("data[0].progress", equalTo(100));
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, 0", "IN_PROGRESS, 1", "DONE, 2", "PAUSED, 3"})
    void statusIsANumber(String status, int number) {
        answerList("{\"items\":[" + TODO.replace("DONE", status) + "],\"total\":1,\"size\":10,\"page\":1}");
        list("").body("data[0].status", equalTo(number));
    }

    @Test
    void currentBeyondTheLastPageIsTheLastPage() {
        answerList("{\"items\":[" + TODO + "],\"total\":11,\"size\":10,\"page\":2,\"next\":null}");
        list("?current=9").body("current", equalTo(2));
        assertEquals("9", asked("page"));
    }

    @ParameterizedTest
    @CsvSource({
        "current=3, page, 3",
        "current=, page, 1",
        "current=abc, page, 1",
        "current=0, page, 1",
        "current=-1, page, 1",
        "pageSize=50, size, 50",
        "pageSize=, size, 10",
        "pageSize=1000, size, 100",
        "sorter=updatedAt_ascend, sort, updated",
        "sorter=updatedAt_descend, sort, -updated",
        "name=milk, name, milk",
        "desc=two, description, two",
        "status=0, status, CLOSED",
        "status=3, status, PAUSED"
    })
    void aParameterIsTranslated(String parameter, String name, String value) {
        answerEmptyList();
        list("?" + parameter).statusCode(200);
        assertEquals(value, asked(name));
    }

    @Test
    void statusMayBeACommaList() {
        answerEmptyList();
        me.request().queryParam("status", "0,2").get("/api/rule").then().statusCode(200);
        assertEquals("CLOSED,DONE", asked("status"));
    }

    @Test
    void updatedAtIsThatDay() {
        answerEmptyList();
        me.request()
                .queryParam("updatedAt", "2026-01-31 23:59:59")
                .get("/api/rule")
                .then()
                .statusCode(200);
        assertEquals("2026-01-31", asked("updatedOn"));
        assertEquals("Asia/Shanghai", asked("zone"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sorter=",
                "sorter=updatedAt_undefined",
                "name=",
                "desc=",
                "status=",
                "updatedAt=",
                "_timestamp=1770000000000"
            })
    void whatIsEmptyOrUnsortedOrATimestampIsIgnored(String parameter) {
        answerEmptyList();
        list("?" + parameter).statusCode(200);
        assertEquals(
                List.of("page", "size"),
                request().getQueryParams().keySet().stream().sorted().toList());
    }

    @ParameterizedTest
    @CsvSource({"status=7, status", "updatedAt=yesterday, updatedAt"})
    void anImpossibleSearchIsRefused(String parameter, String field) {
        list("?" + parameter)
                .statusCode(400)
                .body("violations[0].field", equalTo(field))
                .body("violations[0].in", equalTo("query"));
    }

    // Create, update, delete

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

    // Login and registration

    @ParameterizedTest
    @CsvSource({"false, user", "true, admin"})
    void loginSetsTheCookieAndSaysTheAuthority(boolean admin, String authority) {
        Person person = admin ? Person.admin() : me;
        services.letSignIn(person, "a good password");
        Response response = given().contentType("application/json;charset=UTF-8")
                .body(Map.of("userName", person.name, "password", "a good password", "type", "account"))
                .post("/api/login/account");
        assertEquals(
                Map.of("status", "ok", "type", "account", "currentAuthority", authority),
                response.then().statusCode(200).extract().as(Map.class));
        Cookie cookie = response.getDetailedCookie("jwtToken");
        assertEquals(person.token, cookie.getValue());
        assertTrue(cookie.isHttpOnly());
        assertEquals("/", cookie.getPath());
        assertEquals("Lax", cookie.getSameSite());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 400})
    void aWrongNameOrPasswordIs200(int status) {
        services.users.stubFor(post("/sessions")
                .withRequestBody(equalToJson("{\"name\":\"" + me.name + "\"}", true, true))
                .willReturn(Services.problem(status, "no")));
        Response response = given().contentType("application/json")
                .body(Map.of("userName", me.name, "password", "wrong", "type", "account"))
                .post("/api/login/account");
        assertEquals(
                Map.of("status", "error", "type", "account", "currentAuthority", "guest"),
                response.then().statusCode(200).extract().as(Map.class));
        assertTrue(response.getCookies().isEmpty());
    }

    @Test
    void loginByTelephoneIsRefusedInTheSameShape() {
        given().contentType("application/json")
                .body(Map.of("mobile", "13800000000", "captcha", "1234", "type", "mobile"))
                .post("/api/login/account")
                .then()
                .statusCode(200)
                .body("status", equalTo("error"))
                .body("type", equalTo("mobile"))
                .body("currentAuthority", equalTo("guest"));
    }

    @Test
    void loginIsNotAnErrorOfThePasswordWhenUserServiceIsBroken() {
        services.users.stubFor(post("/sessions")
                .withRequestBody(equalToJson("{\"name\":\"" + me.name + "\"}", true, true))
                .willReturn(Services.problem(500, "broken")));
        given().contentType("application/json")
                .body(Map.of("userName", me.name, "password", "right"))
                .post("/api/login/account")
                .then()
                .statusCode(500);
    }

    @Test
    void theCaptchaIsRefusedPolitely() {
        given().get("/api/login/captcha?mobile=13800000000")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("status", equalTo("error"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"userName\":\"WHO\",\"password\":\"p\",\"email\":\"n@todo.example\",\"confirm\":\"p\"}",
                "application/x-www-form-urlencoded | userName=WHO&password=p&email=n%40todo.example"
            })
    void registers(String type, String body) {
        services.users.stubFor(post("/users")
                .withRequestBody(equalToJson(
                        "{\"name\":\"%s\",\"password\":\"p\",\"email\":\"n@todo.example\"}".formatted(me.name)))
                .willReturn(WireMock.jsonResponse(me.session("refresh-" + me.id), 201)));
        Response response =
                given().contentType(type).body(body.replace("WHO", me.name)).post("/user/register");
        assertEquals(Map.of(), response.cookies(), "the page goes to its login page");
        assertEquals(
                Map.of("status", "ok", "type", "", "currentAuthority", me.name),
                response.then().statusCode(200).extract().as(Map.class));
    }

    @Test
    void registeringATakenNameIs409() {
        services.users.stubFor(post("/users")
                .withRequestBody(equalToJson("{\"name\":\"" + me.name + "\"}", true, true))
                .willReturn(Services.problem(409, "taken")));
        given().contentType("application/json")
                .body(Map.of("userName", me.name, "password", "p"))
                .post("/user/register")
                .then()
                .statusCode(409);
    }

    @Test
    void usersAreForAdminsOnly() {
        me.request().get("/api/users").then().statusCode(403).contentType("application/problem+json");
        given().get("/api/users").then().statusCode(401);
    }

    @Test
    void usersNeverShowAPasswordOrHash() {
        Person admin = Person.admin();
        String leaky = admin.user().put("passwordHash", "$argon2id$").encode();
        services.users.stubFor(admin.with(get(urlPathEqualTo("/users")))
                .willReturn(okJson("{\"items\":[" + leaky + "],\"next\":null,\"total\":1}")));
        admin.request()
                .get("/api/users")
                .then()
                .statusCode(200)
                .body("items[0].name", equalTo(admin.name))
                .body("items[0]", not(hasKey("passwordHash")));
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

    private void answerList(String page) {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos"))).willReturn(okJson(page)));
    }

    private void answerEmptyList() {
        answerList("{\"items\":[],\"total\":0,\"size\":10,\"page\":1,\"next\":null}");
    }

    private ValidatableResponse list(String query) {
        return me.request().get("/api/rule" + query).then();
    }

    private LoggedRequest request() {
        return services.rules
                .findAll(anyRequestedFor(anyUrl()).withHeader("Authorization", WireMock.equalTo(me.authorization())))
                .get(0);
    }

    private String asked(String parameter) {
        return request().queryParameter(parameter).firstValue();
    }
}
