package io.todolist;

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
        return json(Map.of("name", name, "password", password)).post("/users");
    }

    public Response tryToLogIn() {
        return json(Map.of("name", name, "password", password)).post("/sessions");
    }

    /** The session that a log in gives. */
    public JsonPath logIn() {
        return tryToLogIn().then().statusCode(200).extract().jsonPath();
    }

    public String accessToken() {
        return logIn().getString("accessToken");
    }

    public static RequestSpecification json(Object body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    public static RequestSpecification as(String accessToken) {
        return given().auth().oauth2(accessToken);
    }

    public static Response refresh(String refreshToken) {
        return json(Map.of("refreshToken", refreshToken)).post("/sessions/refresh");
    }
}
