package io.todolist.system;

import static io.restassured.RestAssured.given;

import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody with an account and a browser's cookies, who talks to the gateway. */
final class Visitor {
    static final String PASSWORD = "correct horse battery";

    final String name;
    private final String gateway;
    private final CookieFilter cookies;

    /** Not signed in. */
    Visitor(String name, Service gateway) {
        this(name, gateway, new CookieFilter());
    }

    private Visitor(String name, Service gateway, CookieFilter cookies) {
        this.name = name;
        this.gateway = gateway.url();
        this.cookies = cookies;
    }

    /** Somebody new, signed in. */
    static Visitor registered() {
        String name = "visitor-" + UUID.randomUUID().toString().substring(0, 13);
        Visitor visitor = new Visitor(name, Todolist.running().gateway);
        visitor.post("/api/users", Map.of("name", visitor.name, "password", PASSWORD))
                .statusCode(201);
        return visitor;
    }

    /** The same person at another device, not signed in there. */
    Visitor elsewhere() {
        return at(Todolist.running().gateway);
    }

    /** The same person at another gateway, not signed in there. */
    Visitor at(Service otherGateway) {
        return new Visitor(name, otherGateway);
    }

    /** The same browser, answered by another gateway. */
    Visitor takenTo(Service otherGateway) {
        return new Visitor(name, otherGateway, cookies);
    }

    RequestSpecification request() {
        return given().baseUri(gateway).filter(cookies).contentType("application/json");
    }

    ValidatableResponse get(String path) {
        return request().get(path).then();
    }

    ValidatableResponse post(String path, Map<String, ?> body) {
        return request().body(body).post(path).then();
    }

    ValidatableResponse signIn(String password) {
        return post("/api/session", Map.of("name", name, "password", password));
    }

    String added(String todo) {
        return post("/api/todos", Map.of("name", todo))
                .statusCode(201)
                .extract()
                .path("id");
    }

    List<String> names() {
        return get("/api/todos?size=100").statusCode(200).extract().path("items.name");
    }
}
