package io.todolist.rule;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody with todos of their own and a token as user-service signs it, who talks to the service by HTTP. */
class Person {
    final String id = UUID.randomUUID().toString();
    private final String token = claims(id).sign();

    static JwtClaimsBuilder claims(String subject) {
        return Jwt.issuer("todolist")
                .audience("todolist")
                .subject(subject)
                .upn("somebody")
                .claim("sid", "a session")
                .groups("user")
                .expiresIn(600);
    }

    RequestSpecification request() {
        return given().auth().oauth2(token).contentType("application/json");
    }

    /** A write that can be repeated. */
    RequestSpecification with(String key) {
        return request().header("Idempotency-Key", key);
    }

    ValidatableResponse add(Map<String, ?> todo) {
        return request().body(todo).post("/todos").then();
    }

    String added(String name) {
        return added(Map.of("name", name));
    }

    String added(Map<String, ?> todo) {
        return add(todo).statusCode(201).extract().path("id");
    }

    ValidatableResponse get(String id) {
        return request().get("/todos/{id}", id).then();
    }

    ValidatableResponse patch(String id, Map<String, ?> change) {
        return request().body(change).patch("/todos/{id}", id).then();
    }

    /** A change as it goes over the wire. */
    String patchAsText(String id) {
        return "PATCH /todos/" + id + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"name\":\"other\"}";
    }

    ValidatableResponse delete(String id) {
        return request().delete("/todos/{id}", id).then();
    }

    ValidatableResponse list(String query) {
        return request().get("/todos" + query).then();
    }

    List<String> names(String query) {
        return list(query).statusCode(200).extract().path("items.name");
    }
}
