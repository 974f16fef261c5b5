package io.todolist.system;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parts of the system fail and come back; what was acknowledged stays, and nobody is signed out. */
@Tag("long")
class OutageTest {
    private final Todolist system = Todolist.running();

    @Test
    void aKilledDatabaseComesBackAndNoAcknowledgedWriteIsLost() throws Exception {
        Visitor ann = Visitor.registered();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 4; i++) {
                writers.submit(() -> write(ann, acknowledged, stop));
            }
            Awaitility.await().until(() -> acknowledged.size() > 20);
            system.todos.kill();
            system.todos.startAgain();

            int before = acknowledged.size();
            long back = System.nanoTime();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> acknowledged.size() > before);
            Duration recovery = Duration.ofNanos(System.nanoTime() - back);
            assertTrue(recovery.compareTo(Duration.ofSeconds(2)) <= 0, () -> "writes go on after " + recovery);
        } finally {
            stop.set(true);
            writers.shutdown();
            assertTrue(writers.awaitTermination(60, TimeUnit.SECONDS));
        }
        Set<String> missing = new HashSet<>(acknowledged);
        missing.removeAll(allNames(ann));
        assertEquals(Set.of(), missing);
    }

    @Test
    void aServiceThatStartsLateIsWaitedFor() throws Exception {
        Visitor ann = Visitor.registered();
        ann.added("one");
        system.rule.kill();
        ExecutorService browser = Executors.newSingleThreadExecutor();
        try {
            Future<List<String>> list = browser.submit(ann::names);
            // The page is there, and the request hangs on, while the service is away.
            ann.get("/").statusCode(200);
            assertTrue(!list.isDone());
            system.rule.start();
            assertEquals(List.of("one"), list.get(60, TimeUnit.SECONDS));
        } finally {
            browser.shutdown();
        }
    }

    @Test
    void aServiceThatStaysAwayIs503AndNeverAnEmptyListOrASignOut() {
        Visitor ann = Visitor.registered();
        ann.added("one");
        system.rule.kill();
        try {
            // All at once, because each is held for its time.
            CompletableFuture<ValidatableResponse> list = CompletableFuture.supplyAsync(() -> ann.get("/api/todos"));
            CompletableFuture<ValidatableResponse> home = CompletableFuture.supplyAsync(() -> ann.get("/api/home"));
            ann.get("/api/rule?current=1&pageSize=10").statusCode(503);
            list.join()
                    .statusCode(503)
                    .header("Retry-After", matchesPattern("\\d+"))
                    .contentType("application/problem+json")
                    .body("traceId", notNullValue());
            home.join().statusCode(200).body("user.name", notNullValue()).body("problems.todos.status", equalTo(503));
            ann.get("/api/currentUser").statusCode(200);
        } finally {
            system.rule.start().awaitReady();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> ann.get("/api/todos").statusCode(200).body("items.name", contains("one")));
    }

    /** A pod that hangs in the middle of a transaction holds a row for some seconds; then PostgreSQL ends the transaction. */
    @Test
    void aServiceThatHangsHoldsNothingForLong() throws Exception {
        Visitor ann = Visitor.registered();
        String other = ann.added("other");
        String id = ann.added("one");
        try (Service rules = new Service("rule-service", Todolist.with(system.todos.settings())).start();
                Service gateway = system.gatewayTo(rules).start().awaitReady();
                Connection somebody = system.todos.connect();
                Statement sql = somebody.createStatement()) {
            rules.awaitReady();
            Visitor elsewhere = ann.at(gateway);
            elsewhere.signIn(Visitor.PASSWORD).statusCode(200);
            somebody.setAutoCommit(false);
            sql.execute("select from todo where id = '" + id + "' for update");
            CompletableFuture<ValidatableResponse> moved = CompletableFuture.supplyAsync(
                    () -> ann.post("/api/todos/" + id + "/move", Map.of("before", other)));
            awaitOne(sql, "select count(*) from pg_locks where not granted");
            system.rule.freeze();
            try {
                somebody.commit();
                awaitOne(
                        sql,
                        "select count(*) from pg_stat_activity where state = 'idle in transaction' and pid <> pg_backend_pid()");
                elsewhere
                        .request()
                        .body(Map.of("name", "two"))
                        .patch("/api/todos/" + id)
                        .then()
                        .statusCode(200)
                        .body("name", equalTo("two"));
            } finally {
                system.rule.thaw();
            }
            moved.join().statusCode(200);
        }
    }

    private static void awaitOne(Statement sql, String count) {
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> {
            try (ResultSet row = sql.executeQuery(count)) {
                row.next();
                return row.getInt(1) > 0;
            }
        });
    }

    /** While a database restarts, a name server may know no address for it. */
    @Test
    void aDatabaseWithoutAnAddressIs503AndNothingWasDone() {
        Map<String, String> nowhere = new HashMap<>(Todolist.with(system.todos.settings()));
        nowhere.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://database.invalid:5432/todos");
        try (Service rules = new Service("rule-service", nowhere).start();
                Service gateway = system.gatewayTo(rules).start().awaitReady()) {
            Visitor ann = Visitor.registered().at(gateway);
            ann.signIn(Visitor.PASSWORD);
            ann.post("/api/todos", Map.of("name", "one"))
                    .statusCode(503)
                    .header("Retry-After", matchesPattern("\\d+"))
                    .body("detail", equalTo("rule-service could not be reached"));
        }
    }

    @Test
    void todosNeedNoUserService() {
        Visitor ann = Visitor.registered();
        system.user.kill();
        try {
            ann.added("one");
            assertEquals(List.of("one"), ann.names());
            ann.get("/api/currentUser").statusCode(200);
        } finally {
            system.user.start().awaitReady();
        }
    }

    /** Each todo is sent with a key, and again until it is acknowledged, as a careful client does. */
    private static void write(Visitor ann, Set<String> acknowledged, AtomicBoolean stop) {
        while (!stop.get()) {
            String name = UUID.randomUUID().toString();
            int status;
            do {
                status = ann.request()
                        .header("Idempotency-Key", name)
                        .body(Map.of("name", name))
                        .post("/api/todos")
                        .statusCode();
            } while (status != 201 && !stop.get());
            if (status == 201) {
                acknowledged.add(name);
            }
        }
    }

    private static Set<String> allNames(Visitor ann) {
        Set<String> names = new HashSet<>();
        String next = "";
        while (next != null) {
            var page =
                    ann.get("/api/todos?size=100&after=" + next).statusCode(200).extract();
            List<String> some = page.path("items.name");
            some.forEach(name -> assertTrue(names.add(name), () -> name + " is there twice"));
            next = page.path("next");
        }
        return names;
    }
}
