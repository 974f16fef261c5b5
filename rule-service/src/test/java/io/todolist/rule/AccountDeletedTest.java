package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static io.todolist.rule.FeedDouble.hint;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.kit.test.EventDocument;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts are deleted at user-service, which tells of it by events: then nothing is left of them here, and nothing comes anew. */
@QuarkusTest
class AccountDeletedTest {
    private final Person ann = new Person();
    private FeedDouble feed;

    @BeforeEach
    void start() throws Exception {
        feed = new FeedDouble();
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    /** And the event is one as user-service's document has it. */
    @Test
    void itsTodosAreErased() throws Exception {
        Person bob = new Person();
        ann.added("mine");
        ann.delete(ann.added("in the bin")).statusCode(204);
        bob.added("another's");
        assertEquals(List.of(), EventDocument.violations(feed.deleted(ann.id).encode()));
        feed.awaitTaken();
        assertEquals(0, todosOf(ann));
        ann.list("").statusCode(200).body("total", equalTo(0));
        assertEquals(List.of("another's"), bob.names(""));
    }

    /** Another tab still has an access token. */
    @Test
    void nothingIsAddedWithATokenFromBefore() {
        String binned = ann.added("mine");
        feed.deleted(ann.id);
        feed.awaitTaken();
        ann.add(Map.of("name", "late")).statusCode(401).contentType("application/problem+json");
        ann.request().post("/todos/{id}/restore", binned).then().statusCode(404);
        assertEquals(0, todosOf(ann));
    }

    @Test
    void nothingSlipsInWhileItIsErased() throws Exception {
        ann.added("first");
        CountDownLatch under = new CountDownLatch(20);
        List<CompletableFuture<Integer>> tabs = IntStream.range(0, 10)
                .mapToObj(tab -> CompletableFuture.supplyAsync(
                        () -> {
                            int status;
                            do {
                                status = ann.add(Map.of("name", "late"))
                                        .extract()
                                        .statusCode();
                                under.countDown();
                            } while (status == 201 || status == 503);
                            return status;
                        },
                        task -> new Thread(task).start()))
                .toList();
        under.await();
        feed.deleted(ann.id);
        feed.awaitTaken();
        for (CompletableFuture<Integer> tab : tabs) {
            assertEquals(401, tab.join());
        }
        assertEquals(0, todosOf(ann));
    }

    @Test
    void anEventIsNotAskedForAgain() {
        JsonObject event = feed.deleted(ann.id);
        feed.awaitTaken();
        feed.asked.clear();
        awaitHint(204);
        String next = "consumer=rule-service&done=" + event.getString("sequence") + "&";
        assertTrue(feed.asked.stream().allMatch(asked -> asked.contains(next)), feed.asked::toString);
    }

    @Test
    void moreThanAPageIsReadOn() {
        List<Person> people = IntStream.range(0, 10).mapToObj(i -> new Person()).toList();
        people.forEach(person -> person.added("mine"));
        people.forEach(person -> feed.deleted(person.id));
        feed.awaitTaken();
        people.forEach(person -> assertEquals(0, todosOf(person)));
    }

    @Test
    void whatIsNotKnownHereIsPassedOver() {
        feed.happened("io.todolist.account.something.v9", ann.id);
        ann.added("mine");
        Person bob = new Person();
        bob.added("his");
        feed.deleted(bob.id);
        feed.awaitTaken();
        assertEquals(0, todosOf(bob));
        assertEquals(1, todosOf(ann));
    }

    @Test
    void manyHintsAtOnceAreGood() throws Exception {
        ann.added("mine");
        feed.deleted(ann.id);
        feed.answering = new CompletableFuture<>();
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(AccountDeletedTest::statusOfHint);
        feed.wasAsked.get();
        Together.run(20, i -> statusOfHint()).forEach(status -> assertEquals(204, status));
        assertEquals(1, feed.asked.size());
        feed.answering.complete(null);
        assertEquals(204, first.join());
        assertEquals(0, todosOf(ann));
        assertTrue(feed.asked.size() < 5, feed.asked::toString);
    }

    @Test
    void aHintWhoseSenderGoesAwayIsGood() throws Exception {
        ann.added("mine");
        feed.deleted(ann.id);
        try (Socket socket = new Socket("localhost", io.restassured.RestAssured.port)) {
            socket.getOutputStream().write("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".getBytes());
        }
        Database.await("select where not exists (select from todo where owner = $1)", ann.id);
        feed.awaitTaken();
    }

    @Test
    void aForgedHintDoesNothing() {
        ann.added("mine");
        given().contentType("application/cloudevents+json")
                .body("{\"type\":\"io.todolist.account.deleted.v1\",\"subject\":\"" + ann.id + "\"}")
                .post("/events")
                .then()
                .statusCode(204);
        assertEquals(1, todosOf(ann));
    }

    @Test
    void whileUserServiceIsAwayTheHintFailsAndTheEventIsReadLater() {
        ann.added("mine");
        feed.deleted(ann.id);
        feed.status = 503;
        awaitHint(503);
        assertEquals(1, todosOf(ann));
        feed.status = 200;
        Database.await("select where not exists (select from todo where owner = $1)", ann.id);
    }

    /** user-service's database was restored. */
    @Test
    void anOlderLogIsReadFromItsBeginning() {
        feed.deleted(ann.id);
        feed.awaitTaken();
        Person bob = new Person();
        bob.added("his");
        feed.deleted(bob.id);
        feed.status = 410;
        feed.awaitTaken();
        assertTrue(feed.asked.stream().anyMatch(query -> query.contains("done=&")), feed.asked::toString);
        assertEquals(0, todosOf(bob));
    }

    @Test
    void oneThatFailsAgainAndAgainIsSetAsideAndTheOthersGoOn() {
        // There is no such owner's name in PostgreSQL.
        JsonObject bad = feed.deleted("with a \0, " + ann.id);
        ann.added("mine");
        feed.deleted(ann.id);
        feed.deleted("with a \0, " + ann.id);
        awaitHint(503);
        Database.await("select where not exists (select from todo where owner = $1)", ann.id);
        feed.awaitTaken();
        assertEquals(
                2,
                Database.run("select from event_failure where subject = $1 and event is not null", "with a , " + ann.id)
                        .size());
        feed.awaitTaken();
        feed.asked.clear();
        awaitHint(204);
        String told = "setAside=" + bad.getString("sequence");
        assertTrue(feed.asked.stream().allMatch(asked -> asked.endsWith(told)), feed.asked::toString);
        Database.run("delete from event_failure");
    }

    private static long todosOf(Person person) {
        return Database.run("select count(*) from todo where owner = $1", person.id)
                .iterator()
                .next()
                .getLong(0);
    }

    private static void awaitHint(int status) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (hint().extract().statusCode() != status) {
            assertTrue(System.nanoTime() < end, "no hint is answered with " + status);
        }
    }

    private static int statusOfHint() {
        return hint().extract().statusCode();
    }
}
