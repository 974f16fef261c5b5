package io.todolist.rule;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More is asked at once than there are connections and places to wait for one: here three reads and two that wait. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(BusyDatabaseTest.FewPlaces.class)
class BusyDatabaseTest {
    public static class FewPlaces implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.database.most-waiting", "2",
                    "todolist.database.lock-timeout", "10s",
                    // They would ask for connections, too.
                    "todolist.ended-sessions.fresh", "1h",
                    "todolist.cleanup.first", "1h",
                    "todolist.cleanup.every", "1h");
        }
    }

    @Test
    void whoComesThenIsRefusedAtOnceAndTheOthersAreAnswered() throws Exception {
        Person ann = new Person();
        ann.added("one");
        SqlConnection other = Database.POOL.getConnection().await().indefinitely();
        Transaction held = other.begin().await().indefinitely();
        List<CompletableFuture<Response>> answers = new ArrayList<>();
        try {
            other.query("lock table todo in access exclusive mode")
                    .execute()
                    .await()
                    .indefinitely();
            // One after the other: while a connection is made, the request for it waits, too.
            for (int reads = 1; reads <= 3; reads++) {
                answers.add(list(ann));
                Database.await(
                        "select from pg_locks where not granted and relation = 'todo'::regclass having count(*) = "
                                + reads);
            }
            for (int i = 0; i < 5; i++) {
                answers.add(list(ann));
            }
            CountDownLatch refusals = new CountDownLatch(3);
            answers.forEach(answer -> answer.thenRun(refusals::countDown));
            assertTrue(refusals.await(5, SECONDS), "three are refused meanwhile");
        } finally {
            held.rollback().await().indefinitely();
            other.close().await().indefinitely();
        }
        List<Response> done = answers.stream().map(CompletableFuture::join).toList();
        List<Response> refused =
                done.stream().filter(answer -> answer.statusCode() != 200).toList();
        assertEquals(3, refused.size());
        refused.forEach(answer -> answer.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("type", equalTo("urn:todolist:problem:busy")));
        assertTrue(ann.names("").contains("one"));
    }

    private static CompletableFuture<Response> list(Person person) {
        return CompletableFuture.supplyAsync(() -> person.request().get("/todos"), task -> new Thread(task).start());
    }
}
