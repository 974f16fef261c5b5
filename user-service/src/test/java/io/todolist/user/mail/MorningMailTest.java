package io.todolist.user.mail;

import static io.restassured.RestAssured.given;
import static io.todolist.user.Person.as;
import static io.todolist.user.Person.json;
import static io.todolist.user.mail.FeedDouble.todos;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.todolist.kit.test.EventDocument;
import io.todolist.user.AtOnce;
import io.todolist.user.Database;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever wants it hears in the morning of what is due: rule-service says when, and of what. */
@QuarkusTest
class MorningMailTest {
    private static final String SETTINGS = "io.todolist.account.settings.v1";
    private static final JsonObject NONE = todos(0);

    private FeedDouble feed;

    @BeforeEach
    void start() throws Exception {
        feed = new FeedDouble();
        Mailbox.start();
    }

    @AfterEach
    void stop() {
        Mailbox.stop();
        feed.close();
    }

    @Test
    void itIsOffUntilItIsTurnedOnAndOffAgain() {
        Reader ann = Reader.verified();
        read(ann).body("on", equalTo(false)).body("timeZone", nullValue());
        turnOn(ann, "Asia/Shanghai", "zh").statusCode(200).body("on", equalTo(true));
        read(ann)
                .body("on", equalTo(true))
                .body("timeZone", equalTo("Asia/Shanghai"))
                .body("language", equalTo("zh"));
        turnOff(ann).statusCode(204);
        read(ann).body("on", equalTo(false));
        turnOff(ann).statusCode(204);
    }

    @Test
    void itNeedsAVerifiedAddress() {
        Reader ann = Reader.registered();
        turnOn(ann, "UTC", "en").statusCode(409).contentType("application/problem+json");
        read(ann).body("on", equalTo(false));
        assertEquals(List.of(), settings(ann));
    }

    @Test
    void itNeedsSomebodyWhoIsSignedIn() {
        given().get("/me/morning-mail").then().statusCode(401);
        given().delete("/me/morning-mail").then().statusCode(401);
        json(Map.of("timeZone", "UTC", "language", "en"))
                .put("/me/morning-mail")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"language\":\"en\"}",
                "{\"timeZone\":null,\"language\":\"en\"}",
                "{\"timeZone\":\"\",\"language\":\"en\"}",
                "{\"timeZone\":\"+01:00\",\"language\":\"en\"}",
                "{\"timeZone\":\"asia/shanghai\",\"language\":\"en\"}",
                "{\"timeZone\":\"Mars/Olympus\",\"language\":\"en\"}",
                "{\"timeZone\":\"UTC\\u0000\",\"language\":\"en\"}"
            })
    void aTimeZoneThatIsNoneIsRefused(String settings) {
        put(Reader.verified(), settings).statusCode(400).body("violations.field", hasItem("timeZone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"timeZone\":\"UTC\"}", "{\"timeZone\":\"UTC\",\"language\":\"fr\"}"})
    void aLanguageThatNoMailHasIsRefused(String settings) {
        put(Reader.verified(), settings).statusCode(400).body("violations.field", hasItem("language"));
    }

    /** And the same once more is none. */
    @Tag("long")
    @Test
    void eachChangeIsAnEventAsTheDocumentHasIt() throws Exception {
        Reader ann = Reader.verified();
        turnOff(ann).statusCode(204);
        assertEquals(List.of(), settings(ann));
        turnOn(ann, "Europe/Berlin", "en").statusCode(200);
        turnOn(ann, "Europe/Berlin", "en").statusCode(200);
        Map<String, Object> first = settings(ann).get(0);
        assertEquals(List.of(), EventDocument.violations(new JsonObject(first).encode()));
        assertEquals(Map.of("morningMail", true, "timeZone", "Europe/Berlin", "language", "en"), first.get("data"));
        turnOff(ann).statusCode(204);
        Map<String, Object> second = settings(ann).get(0);
        assertEquals(Map.of("morningMail", false, "timeZone", "Europe/Berlin", "language", "en"), second.get("data"));
        assertTrue(((String) second.get("sequence")).compareTo((String) first.get("sequence")) > 0);
    }

    /** So the log says of everybody how it is, however long ago it was said; and where readers are, they stay. */
    @Tag("long")
    @Test
    void theLogKeepsTheLatestSettingsOfEachAccountAndNothingOfOneThatIsGone() {
        Reader ann = Reader.verified();
        Reader ben = Reader.verified();
        for (Reader reader : List.of(ann, ben)) {
            turnOn(reader, "Europe/Berlin", "en").statusCode(200);
            turnOn(reader, "Asia/Shanghai", "zh").statusCode(200);
        }
        assertEquals(1, settings(ann).size());
        assertEquals("Asia/Shanghai", ((Map<?, ?>) settings(ann).get(0).get("data")).get("timeZone"));
        assertEquals(2, eventsOf(ann).size());
        // As any version deletes it.
        Database.update("delete from account where name = $1", ben.person().name());
        assertEquals(List.of(), settings(ben));
        List<Map<String, Object>> taken = eventsOf(ben);
        assertEquals(2, taken.size());
        taken.forEach(event -> assertEquals(Map.of(), event.get("data")));
        assertFalse(taken.toString().contains("Shanghai"));
    }

    /** Their transactions may have numbers in another order than the changes. */
    @Tag("long")
    @Test
    void ofChangesAtOnceTheLogHasTheOneThatStays() throws Exception {
        Reader ann = Reader.verified();
        AtomicInteger turn = new AtomicInteger();
        for (int round = 0; round < 5; round++) {
            AtOnce.times(8, () -> turnOn(ann, turn.getAndIncrement() % 2 == 0 ? "UTC" : "Asia/Shanghai", "en")
                    .statusCode(200));
            Map<String, Object> stays = read(ann).extract().path("");
            assertEquals(1, settings(ann).size());
            assertEquals(
                    Map.of("morningMail", true, "timeZone", stays.get("timeZone"), "language", "en"),
                    settings(ann).get(0).get("data"));
        }
    }

    /** However long rule-service is away: it finds its place when it comes back, also that of the page which it was given last. */
    @Tag("long")
    @Test
    void aThousandChangesOfOneAccountLeaveFewRowsThoughNobodyReads() {
        Reader ann = Reader.verified();
        change(ann, 2);
        String place = taken(ann).get(0);
        change(ann, 150);
        assertEquals(1, settings(ann).size());
        List<Map<String, Object>> page = page("rule-service", place);
        assertEquals(100, page.size());
        change(ann, 1000);
        assertEquals(1, settings(ann).size());
        int rows = taken(ann).size();
        assertTrue(rows <= 310, "rows " + rows);
        assertEquals(100, page("rule-service", place).size());
        readToTheEnd(ann, (String) page.get(99).get("sequence"));
    }

    @Test
    void whatIsTakenBackGoesWhenItIsReadButForWhereTheReaderIs() {
        Reader ann = Reader.verified();
        change(ann, 50);
        String place = readToTheEnd(ann, "");
        change(ann, 50);
        List<String> taken = taken(ann);
        assertEquals(place, taken.get(0));
        assertEquals(50, taken.size());
        page("rule-service", place);
    }

    @Test
    void settingsAndTheNewestEventAreKeptThoughTheyAreOld() {
        Reader ann = Reader.verified();
        turnOn(ann, "Europe/Berlin", "en").statusCode(200);
        turnOn(ann, "Asia/Shanghai", "zh").statusCode(200);
        Reader ben = Reader.verified();
        turnOn(ben, "UTC", "en").statusCode(200);
        Database.update("delete from account where name = $1", ben.person().name());
        Database.update("update event set created_at = now() - interval '31 days'");
        await().until(() -> eventsOf(ann).size() == 1);
        assertEquals(1, settings(ann).size());
        // Ben's: nothing has happened since, and readers are there.
        assertEquals(1, eventsOf(ben).size());
    }

    @Test
    void whatIsDueIsMailed() throws Exception {
        Reader ann = wanted("en");
        JsonObject event =
                feed.due(id(ann), todos(2, "Buy milk", "<b>& bread</b>"), todos(25, "Call Ben", "Pay the rent"));
        assertEquals(List.of(), EventDocument.violations(event.encode()));
        feed.awaitTaken();
        var mail = Mailbox.last(ann.address(), 2);
        assertEquals("Todolist: your todos for today", mail.subject());
        assertTrue(mail.header("Message-ID").startsWith("<" + event.getString("id") + "@"));
        String text = mail.text().replace("\r", "");
        assertTrue(
                text.contains(
                        """
                        Hello %s,

                        These todos are due today or overdue.

                        Due today (2)
                        - Buy milk
                        - <b>& bread</b>

                        Overdue (25)
                        - Call Ben
                        - Pay the rent
                        - and 23 more

                        Open Todolist:
                        http://localhost:8080/today
                        """
                                .formatted(ann.person().name())),
                text);
        assertTrue(mail.html().contains("<li style=\"overflow-wrap:anywhere\">&lt;b&gt;&amp; bread&lt;/b&gt;</li>"));
        assertFalse(mail.html().contains("<b>"));
    }

    @Test
    void itIsInTheLanguageThatWasChosen() {
        Reader ann = wanted("zh");
        feed.due(id(ann), NONE, todos(1000, "买牛奶"));
        feed.awaitTaken();
        var mail = Mailbox.last(ann.address(), 2);
        assertEquals("Todolist：您今天的待办", mail.subject());
        assertFalse(mail.text().contains("今天到期（"), mail::text);
        assertTrue(mail.text().contains("已逾期（1000+）"), mail::text);
        assertTrue(mail.text().contains("- 还有 999+ 项"), mail::text);
    }

    /** The mail is gone from the table when it was sent. */
    @Test
    void thereIsOneForADayWhateverComesTwice() {
        Reader ann = wanted("en");
        feed.due(id(ann), todos(1, "Buy milk"), NONE);
        feed.awaitTaken();
        Mailbox.of(ann.address(), 2);
        feed.due(id(ann), todos(1, "Buy milk"), NONE);
        feed.awaitTaken();
        feed.status = 410;
        feed.awaitTaken();
        assertEquals(2, Mailbox.settled(ann.address()).size());
        feed.due(id(ann), LocalDate.now().plusDays(1), Instant.now().plusSeconds(99), todos(1, "Buy bread"), NONE);
        feed.awaitTaken();
        Mailbox.of(ann.address(), 3);
    }

    @Test
    void thereIsNoneWhereItIsNotWantedOrTooLate() {
        Reader off = wanted("en");
        turnOff(off).statusCode(204);
        Reader moved = wanted("en");
        moved.changeAddress(Reader.newAddress());
        Mailbox.of(moved.address(), 2);
        Reader late = wanted("en");
        feed.due(id(off), todos(1, "Buy milk"), NONE);
        feed.due(id(moved), todos(1, "Buy milk"), NONE);
        feed.due(id(late), LocalDate.now(), Instant.now().minusSeconds(1), todos(1, "Buy milk"), NONE);
        feed.awaitTaken();
        assertEquals(1, Mailbox.settled(off.address()).size());
        assertEquals(2, Mailbox.settled(moved.address()).size());
        assertEquals(1, Mailbox.settled(late.address()).size());
    }

    /** What is queued while the mail server is away. */
    @Test
    void noneIsSentThatWasTurnedOffMeanwhileOrWhenTheMorningIsOver() {
        Mailbox.of(Reader.verified().address(), 1);
        Reader off = wanted("en");
        Reader late = wanted("en");
        Mailbox.stop();
        feed.due(id(off), todos(1, "Buy milk"), NONE);
        feed.due(id(late), todos(1, "Buy milk"), NONE);
        feed.awaitTaken();
        for (Reader reader : List.of(off, late)) {
            Database.update("update mail set attempts = 40, next_at = now() where address = $1", reader.address());
            await().until(() -> Database.row("select attempts from mail where address = $1", reader.address())
                            .getInteger(0)
                    == 41);
        }
        turnOff(off).statusCode(204);
        Database.update(
                "update mail set data = data || jsonb_build_object('until', now() - interval '1 second') where address = $1",
                late.address());
        Mailbox.start();
        Database.update("update mail set next_at = now()");
        assertEquals(0, Mailbox.settled(off.address()).size());
        assertEquals(0, Mailbox.settled(late.address()).size());
    }

    /** RFC 8058: by a program, without signing in. */
    @Test
    void oneClickTurnsItOff() {
        Reader ann = wanted("en");
        feed.due(id(ann), todos(1, "Buy milk"), NONE);
        feed.awaitTaken();
        var mail = Mailbox.last(ann.address(), 2);
        assertEquals("List-Unsubscribe=One-Click", mail.header("List-Unsubscribe-Post"));
        String link = mail.header("List-Unsubscribe");
        assertTrue(link.matches("<http://localhost:8080/api/unsubscriptions/[A-Za-z0-9_-]{43}>"), link);
        assertTrue(mail.text().contains(link.substring(1, link.length() - 1)), mail::text);
        String token = link.substring(link.lastIndexOf('/') + 1, link.length() - 1);
        unsubscribe(token).statusCode(204);
        read(ann).body("on", equalTo(false));
        assertEquals(false, ((Map<?, ?>) settings(ann).get(0).get("data")).get("morningMail"));
        unsubscribe(token).statusCode(204);
        // And it verifies nothing, or sets a password.
        Reader.verify(token).statusCode(410);
        Reader.redeem(token, "another battery 18", null).then().statusCode(410);
    }

    @Test
    void aLinkIsGoodFor30DaysAndForTheAddressThatItWasSentTo() {
        Reader ann = wanted("en");
        feed.due(id(ann), todos(1, "Buy milk"), NONE);
        feed.awaitTaken();
        String link = Mailbox.last(ann.address(), 2).header("List-Unsubscribe");
        String token = link.substring(link.lastIndexOf('/') + 1, link.length() - 1);
        assertEquals(List.of(), Database.tablesWith(token));
        age(token, "29 days 23 hours 59 minutes");
        unsubscribe(token).statusCode(204);
        turnOn(ann, "UTC", "en").statusCode(200);
        ann.changeAddress(Reader.newAddress());
        unsubscribe(token).statusCode(410).contentType("application/problem+json");
        read(ann).body("on", equalTo(true));
        ann.changeAddress(ann.address());
        age(token, "1 minute");
        unsubscribe(token).statusCode(410);
        unsubscribe("x").statusCode(410);
        json(Map.of()).post("/unsubscriptions").then().statusCode(400).body("violations.field", hasItem("token"));
    }

    /** Everybody's morning comes at once. Their tokens say when they were taken. */
    @Test
    void otherMailsDoNotWaitForAllThoseOfTheMorning() {
        List<Reader> readers = IntStream.range(0, 5).mapToObj(i -> wanted("en")).toList();
        for (Reader reader : readers) {
            queue(reader, "morning");
        }
        Reader ann = readers.get(0);
        queue(ann, "reset-password");
        Database.update(
                "update mail set next_at = now() - case kind when 'morning' then interval '1 minute' else interval '0' end");
        readers.forEach(reader -> Mailbox.of(reader.address(), reader == ann ? 3 : 2));
        String taken =
                """
                select extract(epoch from min(expires_at - case kind when 'morning' then interval '30 days' else interval '1 hour' end))::float8
                from mail_token where kind = $1 and address = any ($2)
                """;
        Object addresses = readers.stream().map(Reader::address).toArray(String[]::new);
        assertTrue(Database.row(taken, "reset-password", addresses).getDouble(0)
                < Database.row(taken, "morning", addresses).getDouble(0));
    }

    private static void queue(Reader reader, String kind) {
        Database.update(
                """
                insert into mail (id, account_id, kind, address, language, next_at, data)
                select gen_random_uuid(), id, $2, email, 'en', now() + interval '1 hour', $3
                from account where name = $1
                """,
                reader.person().name(),
                kind,
                new JsonObject()
                        .put("until", Instant.now().plusSeconds(600).toString())
                        .put("today", NONE)
                        .put("overdue", NONE));
    }

    private Reader wanted(String language) {
        Reader reader = Reader.verified();
        turnOn(reader, "UTC", language).statusCode(200);
        return reader;
    }

    private static String id(Reader reader) {
        return reader.session().getString("user.id");
    }

    private static ValidatableResponse read(Reader reader) {
        return as(reader.accessToken()).get("/me/morning-mail").then().statusCode(200);
    }

    private static ValidatableResponse turnOn(Reader reader, String timeZone, String language) {
        return put(
                reader,
                new JsonObject()
                        .put("timeZone", timeZone)
                        .put("language", language)
                        .encode());
    }

    private static ValidatableResponse put(Reader reader, String settings) {
        return as(reader.accessToken())
                .contentType(ContentType.JSON)
                .body(settings)
                .put("/me/morning-mail")
                .then();
    }

    private static ValidatableResponse turnOff(Reader reader) {
        return as(reader.accessToken()).delete("/me/morning-mail").then();
    }

    private static ValidatableResponse unsubscribe(String token) {
        return json(Map.of("token", token)).post("/unsubscriptions").then();
    }

    private static void age(String token, String time) {
        Database.update(
                "update mail_token set expires_at = expires_at - $2::text::interval where hash = $1",
                MailToken.hash(token),
                time);
    }

    private static void change(Reader reader, int times) {
        for (int i = 0; i < times; i++) {
            turnOn(reader, i % 2 == 0 ? "UTC" : "Asia/Shanghai", "en").statusCode(200);
        }
    }

    /** Sequences of their settings that were taken back. */
    private static List<String> taken(Reader reader) {
        return eventsOf(reader).stream()
                .filter(event -> !event.get("type").equals(SETTINGS))
                .map(event -> (String) event.get("sequence"))
                .toList();
    }

    /** As rule-service does. @return its place then, which is at the settings of that reader */
    private static String readToTheEnd(Reader reader, String done) {
        Map<String, Object> settings = settings(reader).get(0);
        String place = done;
        List<Map<String, Object>> page = page("rule-service", place);
        while (!page.isEmpty()) {
            place = (String) page.get(page.size() - 1).get("sequence");
            page = page("rule-service", place);
        }
        assertEquals(settings.get("sequence"), place);
        return place;
    }

    private static List<Map<String, Object>> settings(Reader reader) {
        return eventsOf(reader).stream()
                .filter(event -> event.get("type").equals(SETTINGS))
                .toList();
    }

    /** As soon as transactions that began before theirs are over; all events of all tests before are read each time. */
    private static List<Map<String, Object>> eventsOf(Reader reader) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> readEventsOf(reader),
                        events -> events.size()
                                == Database.row("select count(*) from event where aggregateid = $1", id(reader))
                                        .getLong(0));
    }

    /** From the beginning once more if old events, with the reader's place among them, are deleted just then (410). */
    private static List<Map<String, Object>> readEventsOf(Reader reader) {
        List<Map<String, Object>> events = new ArrayList<>();
        List<Map<String, Object>> page;
        do {
            String done = events.isEmpty()
                    ? ""
                    : (String) events.get(events.size() - 1).get("sequence");
            Response answer = feed("a test", done);
            if (answer.statusCode() == 410) {
                return readEventsOf(reader);
            }
            page = answer.then().statusCode(200).extract().path("");
            events.addAll(page);
        } while (!page.isEmpty());
        return events.stream()
                .filter(event -> event.get("subject").equals(id(reader)))
                .toList();
    }

    private static List<Map<String, Object>> page(String consumer, String done) {
        return feed(consumer, done).then().statusCode(200).extract().path("");
    }

    private static Response feed(String consumer, String done) {
        return given().header("X-Todolist-Service-Key", "key-of-dev-mode-and-tests")
                .queryParam("consumer", consumer)
                .queryParam("done", done)
                .get("/events");
    }
}
