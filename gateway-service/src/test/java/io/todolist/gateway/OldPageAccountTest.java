package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
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

import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is signed in, signing in and registering as the old page does it, and the list of users. */
@QuarkusTest
class OldPageAccountTest extends GatewayTest {
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
}
