package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that were set aside are taken up again when their cause is mended, and somebody says so as k8s/events retry does. */
@QuarkusTest
class SetAsideTest {
    private static final String RETRY = "update event_failure set failures = 0 where event is not null";

    private final Person ann = new Person();
    private FeedDouble feed;

    /** Nobody's account can be marked as deleted, and the order is written down in which events are done after all. */
    @BeforeEach
    void breakDatabase() throws Exception {
        feed = new FeedDouble();
        Database.run("create table taken_up (place int generated always as identity, id uuid)");
        Database.run(
                """
                create function take_up() returns trigger language plpgsql as
                $$ begin insert into public.taken_up (id) values (old.id); return null; end $$
                """);
        Database.run("grant insert on taken_up to public");
        Database.run(
                """
                create trigger taken_up after delete on event_failure for each row when (old.event is not null)
                execute function take_up()
                """);
        Database.run(
                """
                create function refuse() returns trigger language plpgsql as
                $$ begin raise 'There is something wrong'; end $$
                """);
        refuse("true");
    }

    @AfterEach
    void mendDatabase() {
        feed.close();
        accept();
        Database.run("drop function refuse");
        Database.run("drop trigger taken_up on event_failure");
        Database.run("drop function take_up");
        Database.run("drop table taken_up");
        Database.run("delete from event_failure");
    }

    @Test
    void theyAreTakenUpInTheirOrder() {
        ann.added("mine");
        JsonObject first = feed.deleted(ann.id);
        JsonObject second = feed.deleted(ann.id);
        JsonObject third = feed.deleted(ann.id);
        awaitSetAside(third);
        accept();
        Database.run(RETRY);
        hint();
        Database.await("select where not exists (select from event_failure)");
        assertEquals(
                0, Database.run("select from todo where owner = $1", ann.id).size());
        assertEquals(List.of(id(first), id(second), id(third)), takenUp());
    }

    /** And those after it stay where they are, with it. */
    @Test
    void oneThatFailsAgainStaysWithItsReason() {
        feed.deleted(ann.id);
        feed.deleted(ann.id);
        Person bob = new Person();
        JsonObject other = feed.deleted(bob.id);
        awaitSetAside(other);
        refuse("new.owner = '" + ann.id + "'");
        Database.run("update event_failure set reason = 'Another one'");
        Database.run(RETRY);
        hint();
        Database.await("select where not exists (select from event_failure where id = $1::text::uuid)", id(other));
        assertEquals(
                List.of("ERROR: There is something wrong (P0001)", "Another one"),
                column("select reason from event_failure order by sequence"));
        hint();
        hint();
        assertEquals(List.of(id(other)), takenUp());
    }

    /** Somebody has decided that it need not be done. */
    @Test
    void whatComesAfterOneThatWasGivenUpIsTakenUp() {
        ann.added("mine");
        JsonObject first = feed.deleted(ann.id);
        JsonObject second = feed.deleted(ann.id);
        awaitSetAside(second);
        accept();
        Database.run("delete from event_failure where id = $1::text::uuid", id(first));
        hint();
        Database.await("select where not exists (select from event_failure)");
        assertEquals(
                0, Database.run("select from todo where owner = $1", ann.id).size());
        assertEquals(List.of(id(first), id(second)), takenUp());
    }

    private static void refuse(String when) {
        accept();
        Database.run(
                "create trigger refusal before insert on erased_owner for each row when (%s) execute function refuse()"
                        .formatted(when));
    }

    private static void accept() {
        Database.run("drop trigger if exists refusal on erased_owner");
    }

    /** By hints, because the pause before the service tries again by itself may have become long in other tests. */
    private static void awaitSetAside(JsonObject event) {
        long end = System.nanoTime() + 20_000_000_000L;
        do {
            hint();
            assertTrue(System.nanoTime() < end, "the last event is not set aside");
        } while (Database.run("select from event_place where done = $1", event.getString("sequence"))
                        .size()
                == 0);
        assertEquals(
                1,
                Database.run("select from event_failure where event is not null and id = $1::text::uuid", id(event))
                        .size());
    }

    /** One that comes while the feed is read anyway is answered at once. */
    private static void hint() {
        given().contentType("application/cloudevents+json").body("{}").post("/events");
    }

    private static String id(JsonObject event) {
        return event.getString("id");
    }

    private static List<String> takenUp() {
        return column("select id::text from taken_up order by place");
    }

    private static List<String> column(String sql) {
        return StreamSupport.stream(Database.run(sql).spliterator(), false)
                .map((Row row) -> row.getString(0))
                .toList();
    }
}
