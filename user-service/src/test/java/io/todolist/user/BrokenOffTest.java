package io.todolist.user;

import static io.todolist.user.Person.as;
import static io.todolist.user.Person.changePassword;
import static io.todolist.user.Person.refresh;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A statement that the database gives up (here by hand, while it waits for somebody else's lock) has done nothing, and the
 * answer says so: 503 with Retry-After, never 500.
 */
@QuarkusTest
class BrokenOffTest {
    private static final String ACCOUNT = "select 1 from account where name = $1 for update";
    private static final String FAMILIES =
            "select 1 from refresh_family where account_id = (select id from account where name = $1) for update";

    private Person person;
    private String accessToken;
    private String refreshToken;

    @BeforeEach
    void signIn() {
        person = Person.registered();
        var session = person.signIn();
        accessToken = session.getString("accessToken");
        refreshToken = session.getString("refreshToken");
    }

    @Test
    void aSignIn() {
        breaksOff(ACCOUNT, person::tryToSignIn);
        person.signIn();
    }

    @Test
    void aRefresh() {
        breaksOff(FAMILIES, () -> refresh(refreshToken));
        refresh(refreshToken).then().statusCode(200);
    }

    @Test
    void aRename() {
        breaksOff(ACCOUNT, () -> json().body(Map.of("email", "a@example.org", "currentPassword", person.password()))
                .patch("/me"));
        assertEquals(0, (int) as(accessToken).get("/me").path("version"));
    }

    @Test
    void aChangeOfThePassword() {
        breaksOff(ACCOUNT, () -> changePassword(accessToken, null, person.password(), "another battery 18"));
        breaksOff(FAMILIES, () -> changePassword(accessToken, null, person.password(), "another battery 18"));
        person.signIn();
    }

    @Test
    void aDeletion() {
        breaksOff(ACCOUNT, () -> json().body(Map.of("password", person.password()))
                .delete("/me"));
        person.signIn();
    }

    private RequestSpecification json() {
        return as(accessToken).contentType(ContentType.JSON);
    }

    /** Holds a lock, lets the request run into it, and ends the statement that waits. */
    private void breaksOff(String lock, Supplier<Response> request) {
        SqlConnection holder = Database.POOL.getConnectionAndAwait();
        var transaction = holder.beginAndAwait();
        holder.preparedQuery(lock).executeAndAwait(Tuple.of(person.name()));
        var answer = CompletableFuture.supplyAsync(request);
        while (!answer.isDone()) {
            Database.POOL
                    .query(
                            "select pg_cancel_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and pg_blocking_pids(pid) <> '{}'")
                    .executeAndAwait();
        }
        transaction.rollbackAndAwait();
        holder.closeAndAwait();
        answer.join()
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("detail", containsString("Nothing was done"));
    }
}
