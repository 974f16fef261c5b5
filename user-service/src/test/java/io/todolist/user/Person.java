package io.todolist.user;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** A user of one test's own. */
public record Person(String name, String password) {
    public static final String KEY = "Idempotency-Key";

    static {
        RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
    }

    public static Person unregistered() {
        String random = UUID.randomUUID().toString();
        return new Person("user-" + random.substring(24), "battery staple " + random.substring(0, 8));
    }

    public static Person registered() {
        Person person = unregistered();
        person.register().then().statusCode(201);
        return person;
    }

    public Person withPassword(String other) {
        return new Person(name, other);
    }

    public Response register() {
        return credentials().post("/users");
    }

    public Response register(String key) {
        return credentials().header(KEY, key).post("/users");
    }

    public Response tryToSignIn() {
        return credentials().post("/sessions");
    }

    public Response tryToSignIn(String key) {
        return credentials().header(KEY, key).post("/sessions");
    }

    /** The session that a sign-in gives. */
    public JsonPath signIn() {
        return tryToSignIn().then().statusCode(200).extract().jsonPath();
    }

    public String accessToken() {
        return signIn().getString("accessToken");
    }

    private RequestSpecification credentials() {
        return json(Map.of("name", name, "password", password));
    }

    public static RequestSpecification json(Object body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    /** With the password that a change of the profile asks for. */
    public String proven(String patch) {
        String rest = patch.substring(1).strip();
        return "{\"currentPassword\":\"" + password + (rest.equals("}") ? "\"" : "\",") + rest;
    }

    public static RequestSpecification as(String accessToken) {
        return given().auth().oauth2(accessToken);
    }

    public static Response changePassword(String accessToken, String key, String current, String next) {
        var request = as(accessToken)
                .contentType(ContentType.JSON)
                .body(Map.of("currentPassword", current, "newPassword", next));
        return (key == null ? request : request.header(KEY, key)).put("/me/password");
    }

    public static Response refresh(String refreshToken) {
        return json(Map.of("refreshToken", refreshToken)).post("/sessions/refresh");
    }
}
