package io.todolist.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** k8s/events, whose psql and kubectl lead to the product of the tests. */
@Tag("long")
class EventsCommandTest {
    private final Todolist system = Todolist.running();

    @TempDir
    private Path tools;

    /** What a command printed, and how it ended. */
    private record Outcome(int status, String text) {}

    @BeforeEach
    void makeTools() throws IOException {
        tool(
                "kubectl",
                """
                case "$*" in
                  *get\\ pods*) echo pod/rule-service-1 ;;
                  *port-forward*) echo "Forwarding from 127.0.0.1:%s -> 8080"; exec sleep 60 ;;
                  *) exit 1 ;;
                esac
                """
                        .formatted(system.rule.url().replaceAll(".*:", "")));
        psql("users", system.users);
        psql("todos", system.todos);
        system.todos.execute(
                "create table taken_up (place bigint generated always as identity, subject text, sequence text)",
                "grant insert on taken_up to public",
                """
                create function take_up() returns trigger language plpgsql as $$ begin
                  insert into public.taken_up (subject, sequence) values (old.subject, old.sequence); return null; end $$
                """,
                "create trigger taken_up after delete on event_failure for each row execute function take_up()");
    }

    @AfterEach
    void forget() {
        system.todos.execute(
                "drop table taken_up cascade", "drop function take_up cascade", "delete from event_failure");
    }

    @Test
    void whatWasSetAsideIsShownWithItsReason() {
        String id = setAside("ann", 1, 5, "There is something wrong");
        setAside("ann", 2, 0, "An earlier event of the same subject was set aside");
        Outcome shown = events();
        assertEquals(0, shown.status, shown.text);
        String line =
                shown.text.lines().filter(text -> text.contains(id)).findFirst().orElseThrow();
        for (String part :
                List.of("2026-01-31T00:00:00Z", "deleted.v1", "ann", "was set aside", "5", "something wrong")) {
            assertTrue(line.contains(part), line);
        }
        assertTrue(shown.text.contains("\nrule-service | "), shown.text);
    }

    /** Each once, though two instances read. */
    @Test
    void whatIsTakenUpAgainKeepsItsOrder() throws Exception {
        List<String> people = new ArrayList<>();
        for (int person = 0; person < 30; person++) {
            String subject = UUID.randomUUID().toString();
            people.add(subject);
            for (int place = 1; place <= 3; place++) {
                setAside(subject, place, place == 1 ? 5 : 0, "There was something wrong");
            }
        }
        Map<String, String> settings = Todolist.with(system.todos.settings());
        settings.put("TODOLIST_EVENTS_FEED", system.user.url() + "/events");
        try (Service other = new Service("rule-service", settings).start().awaitReady()) {
            CompletableFuture<Outcome> retry = CompletableFuture.supplyAsync(() -> events("retry"));
            while (!retry.isDone()) {
                given().baseUri(other.url()).post("/events").then().statusCode(204);
            }
            Outcome told = retry.join();
            assertEquals(0, told.status, told.text);
            assertTrue(told.text.contains("taken up again: 90"), told.text);
            assertTrue(told.text.contains("204 No Content"), told.text);
            await().untilAsserted(() -> assertEquals(0, system.todos.count("select count(*) from event_failure")));
        }
        assertEquals(90, system.todos.count("select count(*) from taken_up"));
        assertEquals(
                0,
                system.todos.count("select count(*) from (select sequence < lag(sequence) over "
                        + "(partition by subject order by place) as wrong from taken_up) in_order where wrong"));
        String all = String.join("','", people);
        assertEquals(30, system.todos.count("select count(*) from erased_owner where owner in ('" + all + "')"));
    }

    @Test
    void oneAccountCanBeTakenUpAlone() throws Exception {
        String ann = UUID.randomUUID().toString();
        String bob = UUID.randomUUID().toString();
        setAside(ann, 1, 5, "There was something wrong");
        setAside(bob, 2, 5, "There is something wrong");
        String later = setAside(ann, 3, 0, "An earlier event of the same subject was set aside");
        Outcome told = events("retry", later);
        assertTrue(told.text.contains("taken up again: 2"), told.text);
        await().untilAsserted(() -> assertEquals(0, failures(ann)));
        assertEquals(1, failures(bob));
    }

    @Test
    void aRebuildReadsEverythingAgain() {
        Visitor ann = Visitor.registered();
        String id = ann.get("/api/me").extract().path("id");
        ann.request()
                .body(Map.of("password", Visitor.PASSWORD))
                .delete("/api/me")
                .then()
                .statusCode(204);
        awaitErased(id);
        system.todos.execute("delete from erased_owner where owner = '" + id + "'");
        Outcome told = events("rebuild");
        assertEquals(0, told.status, told.text);
        awaitErased(id);
    }

    private void awaitErased(String owner) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertEquals(
                        1, system.todos.count("select count(*) from erased_owner where owner = '" + owner + "'")));
    }

    @Test
    void whatIsNoCommandChangesNothing() throws Exception {
        setAside("ann", 1, 5, "There is something wrong");
        for (String[] words : List.of(
                new String[] {"again"},
                new String[] {"retry", "ann"},
                new String[] {"retry", "'; delete from event_failure; --"},
                new String[] {"rebuild", "ann"},
                new String[] {"retry", UUID.randomUUID().toString(), "ann"})) {
            assertEquals(2, events(words).status, String.join(" ", words));
        }
        assertEquals(1, events("retry", UUID.randomUUID().toString()).status);
        assertEquals(5, system.todos.count("select failures from event_failure"));
    }

    private long failures(String subject) throws SQLException {
        return system.todos.count("select count(*) from event_failure where subject = '" + subject + "'");
    }

    /** As kit-events does it; returns the event's id. */
    private String setAside(String subject, int place, int failures, String reason) {
        String id = UUID.randomUUID().toString();
        String sequence = "%020d-%019d".formatted(1, place);
        String event =
                """
                {"specversion":"1.0","id":"%s","type":"io.todolist.account.deleted.v1","subject":"%s","sequence":"%s",\
                "time":"2026-01-31T00:00:00Z","data":{}}"""
                        .formatted(id, subject, sequence);
        system.todos.execute("insert into event_failure values ('%s', '%s', '%s', '%s', %d, '%s')"
                .formatted(id, sequence, subject, reason, failures, event));
        return id;
    }

    private void psql(String name, Database database) throws IOException {
        tool(
                "psql-" + name,
                "exec '%s/bin/java' -cp '%s' %s %d \"$@\"\n"
                        .formatted(
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path"),
                                Psql.class.getName(),
                                database.port()));
    }

    private void tool(String name, String script) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private Outcome events(String... words) {
        List<String> line = new ArrayList<>(List.of("../k8s/events"));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().merge("PATH", tools.toString(), (path, ours) -> ours + ":" + path);
        builder.environment().put("USERS_PSQL", tools.resolve("psql-users").toString());
        builder.environment().put("TODOS_PSQL", tools.resolve("psql-todos").toString());
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes());
            return new Outcome(process.waitFor(), text);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
