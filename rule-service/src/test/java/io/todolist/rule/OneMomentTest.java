package io.todolist.rule;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A request looks and acts at one moment, so that there is an order of whole requests which explains all answers. By itself,
 * PostgreSQL's default isolation only promises that a statement sees what was committed before it began.
 */
@QuarkusTest
class OneMomentTest {
    private final Person ann = new Person();
    private String a;
    private String b;

    /** Another request of hers, which is not done yet. */
    private SqlConnection other;

    private Transaction transaction;

    @BeforeEach
    void begin() {
        a = ann.added("a");
        b = ann.added("b");
        other = Database.POOL.getConnection().await().indefinitely();
        transaction = other.begin().await().indefinitely();
    }

    @AfterEach
    void end() {
        other.close().await().indefinitely();
    }

    @Test
    void whatIsDeletedMeanwhileIsRestoredWithTheOthers() throws Exception {
        ann.delete(a).statusCode(204);
        run("update todo set deleted_at = now() where id = $1", UUID.fromString(b));
        CompletableFuture<Response> answer =
                ask(() -> ann.request().body(Map.of("ids", List.of(a, b))).post("/todos/restore"));
        awaitWaiting("transactionid");
        transaction.commit().await().indefinitely();
        answer.get(10, SECONDS).then().statusCode(200).body("missing", empty());
        ann.list("").body("total", equalTo(2));
    }

    @Test
    void nothingIsMovedBesideWhatIsDeletedMeanwhile() throws Exception {
        run("update todo set deleted_at = now() where id = $1", UUID.fromString(b));
        CompletableFuture<Response> answer =
                ask(() -> ann.request().body(Map.of("before", b)).post("/todos/{id}/move", a));
        awaitWaiting("transactionid");
        transaction.commit().await().indefinitely();
        answer.get(10, SECONDS).then().statusCode(404);
        ann.get(a).body("version", equalTo(0));
    }

    /** Its place could be in the gap that a move has found. */
    @Test
    void nothingComesBackFromTheBinDuringAMove() throws Exception {
        ann.delete(a).statusCode(204);
        run("select pg_advisory_xact_lock(hashtextextended($1, 0))", ann.id);
        CompletableFuture<Response> answer = ask(() -> ann.request().post("/todos/{id}/restore", a));
        awaitWaiting("advisory");
        assertFalse(answer.isDone());
        assertEquals(List.of("b"), ann.names(""));
        transaction.commit().await().indefinitely();
        answer.get(10, SECONDS).then().statusCode(200);
        assertEquals(List.of("b", "a"), ann.names(""));
    }

    private void run(String sql, Object value) {
        other.preparedQuery(sql).execute(Tuple.of(value)).await().indefinitely();
    }

    private static CompletableFuture<Response> ask(Supplier<Response> request) {
        return CompletableFuture.supplyAsync(request, task -> new Thread(task).start());
    }

    private static void awaitWaiting(String kind) {
        Database.await("select from pg_locks where not granted and locktype = $1", kind);
    }
}
