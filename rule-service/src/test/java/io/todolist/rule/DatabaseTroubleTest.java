package io.todolist.rule;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that the database gives up is a 503 with Retry-After, which says that nothing was done. */
@QuarkusTest
class DatabaseTroubleTest {
    private final Person ann = new Person();
    private final List<String> ids =
            Stream.of(ann.added("one"), ann.added("two")).sorted().toList();

    /** Somebody who holds what the service waits for. */
    private SqlConnection other;

    private Transaction held;

    @BeforeEach
    void begin() {
        other = Database.POOL.getConnection().await().indefinitely();
        held = other.begin().await().indefinitely();
    }

    @AfterEach
    void end() {
        held.rollback().onFailure().recoverWithNull().await().indefinitely();
        other.close().await().indefinitely();
    }

    /** 40P01: of two transactions that wait for each other, the one that found out is given up. */
    @Test
    void aDeadlock() throws Exception {
        lock(ids.get(1));
        CompletableFuture<Response> answer = changeBoth();
        awaitBlocked();
        CompletableFuture<Void> ring = CompletableFuture.runAsync(() -> lock(ids.get(0)));
        nothingWasDone(answer);
        ring.get(10, SECONDS);
    }

    /** 57014: by an operator, or by a time limit of the database. */
    @Test
    void aCancelledStatement() throws Exception {
        lock(ids.get(0));
        CompletableFuture<Response> answer = changeBoth();
        Database.run("select pg_cancel_backend($1)", awaitBlocked());
        nothingWasDone(answer);
    }

    private CompletableFuture<Response> changeBoth() {
        return CompletableFuture.supplyAsync(() ->
                ann.request().body(Map.of("ids", ids, "status", "DONE")).post("/todos/status"));
    }

    private void nothingWasDone(CompletableFuture<Response> answer) throws Exception {
        answer.get(10, SECONDS)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("detail", endsWith("Nothing was done"));
        ann.list("?status=IN_PROGRESS").body("total", equalTo(2));
    }

    private void lock(String id) {
        other.preparedQuery("select from todo where id = $1 for update")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .indefinitely();
    }

    /** @return the server process of the service that waits for the lock */
    private int awaitBlocked() {
        while (true) {
            var blocked = Database.run(
                            "select pid from pg_locks where not granted and locktype in ('tuple', 'transactionid')")
                    .iterator();
            if (blocked.hasNext()) {
                return blocked.next().getInteger(0);
            }
        }
    }
}
