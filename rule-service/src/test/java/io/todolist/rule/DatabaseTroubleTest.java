package io.todolist.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that the database gives up is a 503 with Retry-After, which says that nothing was done. */
@QuarkusTest
class DatabaseTroubleTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    private final Person ann = new Person();
    private List<String> ids;

    /** Somebody who holds what the service waits for. */
    private SqlConnection other;

    private Transaction held;

    @BeforeEach
    void begin() {
        ids = Stream.of(ann.added("one"), ann.added("two")).sorted().toList();
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
        contention(answer);
        ring.get(10, SECONDS);
    }

    /** 57014: by an operator, or by a time limit of the database. That is no contention, whatever took the time. */
    @Test
    void aCancelledStatement() throws Exception {
        lock(ids.get(0));
        CompletableFuture<Response> answer = changeBoth();
        Database.run("select pg_cancel_backend($1)", awaitBlocked());
        nothingWasDone(answer).body("type", nullValue()).body("detail", startsWith("The database took too long"));
    }

    /** 40001: to a statement that PostgreSQL refuses so, as it does where transactions are isolated further than ours are. */
    @Test
    void aTransactionThatCannotBeSerialized() throws Exception {
        refusingChangesBy("40001", () -> contention(changeBoth()));
    }

    /** 08P01: of PgBouncer, to whom it lends no connection in time, or whose connection broke. Nobody knows what was done. */
    @Test
    void aPoolerThatHasNoConnection() throws Exception {
        refusingChangesBy("08P01", () -> changeBoth()
                .get(20, SECONDS)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", nullValue()));
    }

    /**
     * 55P03: more changes than can be made at once wait for one row, all of one owner. Each gives up, and meanwhile everybody
     * else can read, search and write.
     */
    @Test
    void aLockThatSomebodyHolds() throws Exception {
        Person bob = new Person();
        bob.added("Milk");
        lock(ids.get(0));
        List<CompletableFuture<Response>> answers =
                Stream.generate(this::changeBoth).limit(8).toList();
        Database.await("select from pg_locks where not granted and locktype in ('tuple', 'transactionid')"
                + " having count(*) >= 2");
        assertTimeout(Duration.ofSeconds(2), () -> assertEquals(List.of("Milk"), bob.names("")));
        assertTimeout(Duration.ofSeconds(2), () -> bob.names("?q=milk"));
        assertTimeout(Duration.ofSeconds(2), () -> bob.added("Bread"));
        for (CompletableFuture<Response> answer : answers) {
            contention(answer);
        }
    }

    /** Whether they wait for their turn or have just got it: otherwise nobody would have it any more. */
    @Test
    void clientsThatGoAwayGiveTheirTurnBack() throws Exception {
        Person bob = new Person();
        String id = bob.added("Milk");
        for (int round = 0; round < 100; round++) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Socket client = new Socket("localhost", RestAssured.port);
                clients.add(client);
                client.getOutputStream().write(bob.patchAsText(id).getBytes(UTF_8));
            }
            for (Socket client : clients) {
                client.close();
            }
        }
        Instant end = Instant.now().plusSeconds(20);
        int status;
        do {
            // Until the service has seen that all of them are gone, it may be busy.
            status = bob.patch(id, Map.of("name", "Bread")).extract().statusCode();
        } while (status == 503 && Instant.now().isBefore(end));
        assertEquals(200, status);
    }

    /** It is a failure of ours, so it is in the log, with the trace id that the request came with. */
    @Test
    void theLogLineHasTheTraceId() throws Exception {
        List<String> traceIds = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                traceIds.add(ExtLogRecord.wrap(line).getMdc("traceId"));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("io.todolist.kit.http.ProblemLog");
        log.addHandler(handler);
        try {
            aCancelledStatement();
        } finally {
            log.removeHandler(handler);
        }
        assertEquals(List.of(TRACE_ID), traceIds);
    }

    private void refusingChangesBy(String code, Callable<?> action) throws Exception {
        Database.run("create function refuse_change() returns trigger language plpgsql as"
                + " $$ begin raise exception using errcode = '" + code + "'; end $$");
        Database.run("create trigger refuse before update on todo for each row when (old.owner = '" + ann.id
                + "') execute function refuse_change()");
        try {
            action.call();
        } finally {
            Database.run("drop function refuse_change cascade");
        }
    }

    private CompletableFuture<Response> changeBoth() {
        return CompletableFuture.supplyAsync(
                () -> ann.request()
                        .header("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-00")
                        .body(Map.of("ids", ids, "status", "DONE"))
                        .post("/todos/status"),
                task -> new Thread(task).start());
    }

    private ValidatableResponse contention(CompletableFuture<Response> answer) throws Exception {
        return nothingWasDone(answer).body("type", equalTo("urn:todolist:problem:contention"));
    }

    private ValidatableResponse nothingWasDone(CompletableFuture<Response> answer) throws Exception {
        ValidatableResponse refusal = answer.get(20, SECONDS)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("traceId", equalTo(TRACE_ID))
                .body("detail", endsWith("Nothing was done"));
        ann.list("?status=IN_PROGRESS").body("total", equalTo(2));
        return refusal;
    }

    private void lock(String id) {
        other.preparedQuery("select from todo where id = $1 for update")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .indefinitely();
    }

    /** @return the server process of the service that waits for the lock */
    private static int awaitBlocked() {
        return Database.await("select pid from pg_locks where not granted and locktype in ('tuple', 'transactionid')")
                .getInteger(0);
    }
}
