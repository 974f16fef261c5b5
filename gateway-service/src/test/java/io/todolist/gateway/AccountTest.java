package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountTest extends GatewayTest {

    @Test
    void registersAndSignsInWithOneCall() {
        services.users.stubFor(registration().willReturn(jsonResponse(me.session("refresh-" + me.id), 201)));
        register()
                .statusCode(201)
                .header("Location", endsWith("/api/me"))
                .body("keySet()", equalTo(me.user().fieldNames()))
                .body("id", equalTo(me.id))
                .cookie("jwtToken", me.token)
                .cookie("refreshToken", "refresh-" + me.id);
        services.users.verify(1, anyRequestedFor(anyUrl()).withRequestBody(WireMock.containing(me.name)));
    }

    @Test
    void passesOnThatTheNameIsTaken() {
        services.users.stubFor(registration().willReturn(Services.problem(409, "The name is taken")));
        register().statusCode(409).body("detail", equalTo("The name is taken"));
    }

    @Test
    void passesOnViolations() {
        services.users.stubFor(registration()
                .willReturn(jsonResponse(
                        """
                        {"status":400,"title":"Bad Request","traceId":"theirs","instance":"/users",
                         "violations":[{"field":"password","in":"body","message":"too short"}]}""",
                        400)));
        register()
                .statusCode(400)
                .body("violations[0].field", equalTo("password"))
                .body("instance", equalTo("/api/users"))
                .body("traceId", not(equalTo("theirs")));
    }

    @Test
    void asksForViolationsInTheClientsLanguage() {
        services.users.stubFor(registration()
                .withHeader("Accept-Language", WireMock.equalTo("zh"))
                .willReturn(Services.problem(400, "太短")));
        given().contentType("application/json")
                .header("Accept-Language", "zh")
                .body(newUser())
                .post("/api/users")
                .then()
                .statusCode(400)
                .body("detail", equalTo("太短"));
    }

    @Test
    void listsUsersForAdmins() {
        Person admin = Person.admin();
        services.users.stubFor(admin.with(get(urlPathEqualTo("/users")))
                .withQueryParam("size", WireMock.equalTo("2"))
                .withQueryParam("after", WireMock.equalTo("x"))
                .willReturn(okJson("{\"items\":[" + admin.user() + "],\"next\":\"y\",\"total\":3}")));
        admin.request()
                .get("/api/users?size=2&after=x")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(admin.id))
                .body("next", equalTo("y"))
                .body("total", equalTo(3));
    }

    @Test
    void showsOpenDeletionsToAdmins() {
        Person admin = Person.admin();
        services.users.stubFor(admin.with(get("/deletions"))
                .willReturn(okJson("{\"items\":[{\"account\":\"x\",\"service\":\"rule-service\"}]}")));
        admin.request().get("/api/users/deletions").then().statusCode(200).body("items[0].account", equalTo("x"));
        me.request().get("/api/users/deletions").then().statusCode(403).contentType("application/problem+json");
        given().get("/api/users/deletions").then().statusCode(401);
    }

    @Test
    void passesOnTheProfile() {
        services.users.stubFor(
                me.with(get("/me")).willReturn(okJson("{\"new\":\"field\"}").withHeader("ETag", "\"3\"")));
        me.request()
                .get("/api/me")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("new", equalTo("field"));
    }

    @Test
    void changesTheProfile() {
        services.users.stubFor(me.with(patch(urlPathEqualTo("/me")))
                .withHeader("If-Match", WireMock.equalTo("\"3\""))
                .withHeader("Content-Type", WireMock.equalTo("application/merge-patch+json"))
                .withRequestBody(equalToJson("{\"email\":null}"))
                .willReturn(okJson("{\"version\":4}").withHeader("ETag", "\"4\"")));
        me.request()
                .header("If-Match", "\"3\"")
                .body("{\"email\":null}")
                .patch("/api/me")
                .then()
                .statusCode(200)
                .header("ETag", "\"4\"")
                .body("version", equalTo(4));
    }

    @Test
    void aNewNameIsInTheTokenAtOnce() {
        Person renamed = new Person();
        String refreshToken = "rename-" + me.id;
        services.letRenew(refreshToken, renamed);
        services.users.stubFor(me.with(patch(urlPathEqualTo("/me"))).willReturn(okJson("{}")));
        me.request()
                .cookie("refreshToken", refreshToken)
                .body("{\"name\":\"new\"}")
                .patch("/api/me")
                .then()
                .statusCode(200)
                .cookie("jwtToken", renamed.token);
    }

    @Test
    void aChangeOfThePasswordGivesTheNewSession() {
        services.users.stubFor(me.with(put("/me/password"))
                .withRequestBody(equalToJson("{\"currentPassword\":\"old\",\"newPassword\":\"new\"}"))
                .willReturn(okJson(me.session("refresh-" + me.id))));
        changePassword()
                .statusCode(204)
                .cookie("refreshToken", "refresh-" + me.id)
                .cookie("jwtToken", me.token);
    }

    @Test
    void aWrongCurrentPasswordChangesNothing() {
        services.users.stubFor(me.with(put("/me/password")).willReturn(Services.problem(403, "wrong")));
        changePassword().statusCode(403).cookies(Map.of());
    }

    @Test
    void deletesTheAccount() {
        services.users.stubFor(deletion().willReturn(noContent()));
        Response response = deleteAccount();
        assertEquals(204, response.statusCode());
        assertEquals(0, response.getDetailedCookie("jwtToken").getMaxAge());
    }

    /** Of the release before: it tells nobody. */
    @Test
    void erasesTheTodosForAUserServiceThatDoesNot() {
        services.users.stubFor(deletion().willReturn(noContent()));
        services.rules.stubFor(me.with(delete("/todos")).willReturn(noContent()));
        assertEquals(204, deleteAccount().statusCode());
        await().untilAsserted(() -> services.rules.verify(1, requestsOfMine()));
    }

    @Test
    void anAccountIsDeletedThoughRuleServiceIsAway() {
        services.users.stubFor(deletion().willReturn(noContent()));
        services.rules.stubFor(me.with(delete("/todos")).willReturn(Services.problem(500, "broken")));
        assertEquals(204, deleteAccount().statusCode());
    }

    @Test
    void aWrongPasswordDeletesNothing() {
        services.users.stubFor(deletion().willReturn(Services.problem(403, "wrong")));
        assertEquals(403, deleteAccount().statusCode());
        services.rules.verify(0, requestsOfMine());
    }

    private MappingBuilder registration() {
        return post("/users").withRequestBody(equalToJson("{\"name\":\"" + me.name + "\"}", true, true));
    }

    private Map<String, String> newUser() {
        return Map.of("name", me.name, "password", "a good password");
    }

    private ValidatableResponse register() {
        return given().contentType("application/json")
                .body(newUser())
                .post("/api/users")
                .then();
    }

    private ValidatableResponse changePassword() {
        return me.request()
                .body(Map.of("currentPassword", "old", "newPassword", "new"))
                .put("/api/me/password")
                .then();
    }

    private MappingBuilder deletion() {
        return me.with(delete("/me")).withRequestBody(equalToJson("{\"password\":\"mine\"}"));
    }

    private Response deleteAccount() {
        return me.request().body(Map.of("password", "mine")).delete("/api/me");
    }

    private RequestPatternBuilder requestsOfMine() {
        return anyRequestedFor(anyUrl()).withHeader("Authorization", WireMock.equalTo(me.authorization()));
    }
}
