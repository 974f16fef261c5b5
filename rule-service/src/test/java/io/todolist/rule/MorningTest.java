package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.todolist.kit.test.EventDocument;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When it is morning for somebody who wants to know it, what is due there is told. */
@QuarkusTest
class MorningTest {
    private static final String DUE = "io.todolist.todos.due.v1";
    private static final Instant LONG_AGO = Instant.parse("2026-01-31T00:00:00Z");

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

    /** What the page calls due today and overdue; and the event is one as the document has it. */
    @Test
    void whatIsDueIsTold() throws Exception {
        String zone = zoneWhereItIs(8);
        LocalDate today = LocalDate.now(ZoneId.of(zone));
        todo("today", today);
        todo("yesterday", today.minusDays(1));
        todo("tomorrow", today.plusDays(1));
        ann.added("at some time");
        ann.patch(todo("paused", today), Map.of("status", "PAUSED")).statusCode(200);
        ann.patch(todo("done", today), Map.of("status", "DONE")).statusCode(200);
        ann.patch(todo("closed", today.minusDays(9)), Map.of("status", "CLOSED"))
                .statusCode(200);
        ann.delete(todo("in the bin", today)).statusCode(204);
        new Person().added(Map.of("name", "another's", "due", today.toString()));
        awaitMorning(ann, zone);
        Map<String, Object> event = told(ann).get(0);
        assertEquals(List.of(), EventDocument.violations(new JsonObject(event).encode()));
        assertEquals(
                Map.of(
                        "day", today.toString(),
                        "until",
                                today.atTime(12, 0)
                                        .atZone(ZoneId.of(zone))
                                        .toInstant()
                                        .toString(),
                        "today", Map.of("number", 2, "names", List.of("today", "paused")),
                        "overdue", Map.of("number", 1, "names", List.of("yesterday"))),
                event.get("data"));
        assertEquals(nextMorning(zone), lookedForNext(ann));
    }

    @Test
    void thereIsOneADay() {
        String zone = zoneWhereItIs(8);
        todo("today", LocalDate.now(ZoneId.of(zone)));
        awaitMorning(ann, zone);
        Database.run("update person set next_morning = now() where owner = $1", ann.id);
        awaitLook(ann);
        assertEquals(1, told(ann).size());
    }

    @Test
    void ifNothingIsDueNothingIsTold() {
        String zone = zoneWhereItIs(8);
        todo("tomorrow", LocalDate.now(ZoneId.of(zone)).plusDays(1));
        awaitMorning(ann, zone);
        assertEquals(List.of(), told(ann));
        assertEquals(nextMorning(zone), lookedForNext(ann));
    }

    /** Nobody was awake in the morning. */
    @Test
    void inTheAfternoonItIsTooLate() {
        String zone = zoneWhereItIs(13);
        todo("today", LocalDate.now(ZoneId.of(zone)));
        awaitMorning(ann, zone);
        assertEquals(List.of(), told(ann));
        assertEquals(nextMorning(zone), lookedForNext(ann));
    }

    @Test
    void whoHasTurnedItOffIsNotLookedFor() {
        String zone = zoneWhereItIs(8);
        todo("today", LocalDate.now(ZoneId.of(zone)));
        feed.settings(ann.id, true, zoneWhereItIs(3), LONG_AGO);
        feed.settings(ann.id, false, zone, LONG_AGO);
        feed.awaitTaken();
        FeedDouble.hint().statusCode(204);
        assertEquals(List.of(), told(ann));
        assertEquals(
                0,
                Database.run("select from person where owner = $1 and next_morning is not null", ann.id)
                        .size());
    }

    /** Who turns it on at 8 hears tomorrow. */
    @Test
    void theFirstMorningIsTheOneAfterTheChange() {
        String zone = zoneWhereItIs(8);
        todo("today", LocalDate.now(ZoneId.of(zone)));
        feed.settings(ann.id, true, zone, Instant.now());
        feed.awaitTaken();
        FeedDouble.hint().statusCode(204);
        assertEquals(List.of(), told(ann));
        assertEquals(nextMorning(zone), lookedForNext(ann));
    }

    @Test
    void namesAndNumbersAreLimited() {
        String zone = zoneWhereItIs(8);
        ann.added("any");
        Database.run(
                """
                insert into todo (id, owner, name, description, status, due, position, created_at, updated_at, version)
                select gen_random_uuid(), $1, 'todo ' || i, '', 1, $2::date - i, i, now(), now(), 0 from generate_series(1, 1200) i
                """,
                ann.id,
                LocalDate.now(ZoneId.of(zone)));
        awaitMorning(ann, zone);
        JsonObject overdue =
                new JsonObject(told(ann).get(0)).getJsonObject("data").getJsonObject("overdue");
        assertEquals(1000, overdue.getInteger("number"));
        assertEquals(20, overdue.getJsonArray("names").size());
        assertEquals("todo 1200", overdue.getJsonArray("names").getString(0));
    }

    @Test
    void everybodysMorningAtOnceIsGood() {
        String zone = zoneWhereItIs(8);
        List<Person> people =
                IntStream.range(0, 250).mapToObj(i -> new Person()).toList();
        Database.run(
                """
                with people as (insert into person select owner, $2, 'en', true, now() from unnest($1::text[]) owner returning owner)
                insert into todo (id, owner, name, description, status, due, position, created_at, updated_at, version)
                select gen_random_uuid(), owner, 'todo', '', 1, '2026-01-31', 1, now(), now(), 0 from people
                """,
                people.stream().map(person -> person.id).toArray(String[]::new),
                zone);
        FeedDouble.hint().statusCode(204);
        people.forEach(MorningTest::awaitLook);
        List<Object> told = feed().stream().map(event -> event.get("subject")).toList();
        people.forEach(person ->
                assertEquals(1, told.stream().filter(person.id::equals).count()));
    }

    @Test
    void nothingIsLeftOfADeletedAccount() {
        String zone = zoneWhereItIs(8);
        todo("a secret", LocalDate.now(ZoneId.of(zone)));
        awaitMorning(ann, zone);
        feed.deleted(ann.id);
        feed.awaitTaken();
        assertEquals(
                0, Database.run("select from person where owner = $1", ann.id).size());
        assertEquals(
                0,
                Database.run("select from event where event::text like '%a secret%' and owner = $1", ann.id)
                        .size());
        // A reader's place may be there.
        assertEquals(
                List.of(Map.of()),
                told(ann).stream().map(event -> event.get("data")).toList());
    }

    /** user-service's database was restored: what its log has now is all that counts. */
    @Test
    void theCopyIsMadeAnewFromTheFeed() {
        Person ben = new Person();
        feed.settings(ben.id, true, "Asia/Shanghai", LONG_AGO);
        feed.awaitTaken();
        feed.events.clear();
        feed.settings(ann.id, true, "Europe/Berlin", LONG_AGO);
        feed.status = 410;
        feed.awaitTaken();
        assertEquals(List.of(ann.id + " Europe/Berlin en true"), people());
    }

    /** As k8s/events does it. */
    @Test
    void theCopyIsMadeAnewWhenThePlaceIsSetBack() {
        IntStream.range(0, 10).forEach(i -> feed.settings(UUID.randomUUID().toString(), true, "UTC", LONG_AGO));
        feed.settings(ann.id, true, "Europe/Berlin", LONG_AGO);
        feed.awaitTaken();
        Database.run("with forgotten as (delete from person) update event_place set done = ''");
        feed.awaitTaken();
        assertEquals(11, people().size());
    }

    @Test
    void whatIsOldGoesButForTheNewest() {
        String zone = zoneWhereItIs(8);
        Person ben = new Person();
        for (Person person : List.of(ann, ben)) {
            person.added(Map.of("name", "todo", "due", "2026-01-31"));
            awaitMorning(person, zone);
        }
        Database.run("update event set created_at = now() - interval '49 hours' where aggregateid = any ($1)", (Object)
                new String[] {ann.id, ben.id});
        Database.await("select where not exists (select from event where aggregateid = $1)", ann.id);
        assertEquals(1, told(ben).size());
    }

    @Test
    void theFeedIsForServicesOnly() {
        given().get("/events?consumer=x").then().statusCode(401);
        ann.request().get("/events?consumer=x").then().statusCode(403);
        given().header("X-Todolist-Service-Key", "wrong")
                .get("/events?consumer=x")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1", "99999999999999999999-9999999999999999999"})
    void aPlaceThatIsNoneIs400(String done) {
        page(done).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aPlaceThatTheLogDoesNotHaveIs410() {
        page("00000000000000000001-0000000000000000001").statusCode(410);
    }

    private String todo(String name, LocalDate due) {
        return ann.added(Map.of("name", name, "due", due.toString()));
    }

    /** As long as it is that hour somewhere. */
    private static String zoneWhereItIs(int hour) {
        int offset = (hour - ZonedDateTime.now(ZoneOffset.UTC).getHour() + 36) % 24 - 12;
        return "Etc/GMT%+d".formatted(-offset);
    }

    private static Instant nextMorning(String zone) {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of(zone));
        return now.toLocalDate().plusDays(1).atTime(7, 0).atZone(now.getZone()).toInstant();
    }

    private void awaitMorning(Person person, String zone) {
        feed.settings(person.id, true, zone, LONG_AGO);
        feed.awaitTaken();
        awaitLook(person);
    }

    /** A hint that comes while somebody looks anyway is answered at once. */
    private static void awaitLook(Person person) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (Database.run("select from person where owner = $1 and next_morning > now()", person.id)
                        .size()
                == 0) {
            FeedDouble.hint();
            assertTrue(System.nanoTime() < end, "nobody looks");
        }
    }

    private static Instant lookedForNext(Person person) {
        return Database.run("select next_morning from person where owner = $1", person.id)
                .iterator()
                .next()
                .getOffsetDateTime(0)
                .toInstant();
    }

    private static List<String> people() {
        List<String> people = new ArrayList<>();
        for (Row row : Database.run("select owner, time_zone, language, morning_mail from person order by owner")) {
            people.add(row.getString(0) + ' ' + row.getString(1) + ' ' + row.getString(2) + ' ' + row.getBoolean(3));
        }
        return people;
    }

    private static List<Map<String, Object>> told(Person person) {
        return feed().stream()
                .filter(event -> event.get("subject").equals(person.id))
                .toList();
    }

    /** As soon as transactions that began before the events' own are over. */
    private static List<Map<String, Object>> feed() {
        List<Map<String, Object>> events;
        long end = System.nanoTime() + 20_000_000_000L;
        do {
            assertTrue(System.nanoTime() < end, "not all events are in the feed");
            events = readFeed();
        } while (events.size() != written());
        return events;
    }

    private static long written() {
        return Database.run("select count(*) from event where aggregatetype = 'account'")
                .iterator()
                .next()
                .getLong(0);
    }

    private static List<Map<String, Object>> readFeed() {
        List<Map<String, Object>> events = new ArrayList<>();
        List<Map<String, Object>> page;
        do {
            String done = events.isEmpty()
                    ? ""
                    : (String) events.get(events.size() - 1).get("sequence");
            page = page(done).statusCode(200).extract().path("");
            events.addAll(page);
        } while (!page.isEmpty());
        return events;
    }

    private static ValidatableResponse page(String done) {
        return given().header("X-Todolist-Service-Key", "key-of-dev-mode-and-tests")
                .queryParam("consumer", "a test")
                .queryParam("done", done)
                .get("/events")
                .then();
    }
}
