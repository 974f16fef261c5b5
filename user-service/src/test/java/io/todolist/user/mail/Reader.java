package io.todolist.user.mail;

import static io.todolist.user.Person.as;
import static io.todolist.user.Person.json;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.todolist.user.Database;
import io.todolist.user.Person;
import java.util.Map;
import java.util.UUID;

/** Somebody with an e-mail address. */
record Reader(Person person, String address, JsonPath session) {
    static String newAddress() {
        return "ann-" + UUID.randomUUID().toString().substring(24) + "@example.org";
    }

    static Reader registered() {
        return registered(Person.unregistered(), newAddress());
    }

    static Reader registered(Person person, String address) {
        JsonPath session = json(Map.of("name", person.name(), "password", person.password(), "email", address))
                .post("/users")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Reader(person, address, session);
    }

    /** Has got one mail. */
    static Reader verified() {
        Reader reader = registered();
        verify(Mailbox.last(reader.address, 1).token()).statusCode(204);
        return reader;
    }

    static ValidatableResponse verify(String token) {
        return json(Map.of("token", token)).post("/email-verifications").then();
    }

    static ValidatableResponse askForReset(String address) {
        return json(Map.of("email", address)).post("/password-resets").then();
    }

    static Response redeem(String token, String password, String key) {
        var request = json(Map.of("token", token, "newPassword", password));
        return (key == null ? request : request.header(Person.KEY, key)).post("/password-resets/redemption");
    }

    ValidatableResponse askAgain() {
        return as(accessToken()).post("/me/email-verification").then();
    }

    ValidatableResponse me() {
        return as(accessToken()).get("/me").then().statusCode(200);
    }

    ValidatableResponse changeAddress(String other) {
        return as(accessToken())
                .contentType(ContentType.JSON)
                .body(person.proven(other == null ? "{\"email\":null}" : "{\"email\":\"" + other + "\"}"))
                .patch("/me")
                .then()
                .statusCode(200);
    }

    void delete() {
        as(accessToken())
                .contentType(ContentType.JSON)
                .body(Map.of("password", person.password()))
                .delete("/me")
                .then()
                .statusCode(204);
    }

    /** Of the one mail that is queued. */
    int attempts() {
        return Database.row("select attempts from mail where address = $1", address)
                .getInteger(0);
    }

    /**
     * While the mail server is away. So that no attempt is under way, and none is made: of what was taken a moment ago the mail
     * server could be here again.
     */
    void putOffForLong() {
        Database.update("update mail set attempts = 40, next_at = now() where address = $1", address);
        await().until(() -> attempts() == 41);
    }

    String accessToken() {
        return session.getString("accessToken");
    }

    /** A pause that runs is over. */
    static void letTimePass() {
        Database.update("update mail_pause set until = now() - interval '1 second'");
        Database.update("update mail set next_at = now() where next_at > now() and attempts = 0");
    }
}
