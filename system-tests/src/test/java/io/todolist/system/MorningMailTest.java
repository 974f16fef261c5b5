package io.todolist.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.internet.MimeMessage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From the switch in the account to the mail in the morning and its end by one click, by two instances of rule-service. */
@Tag("long")
class MorningMailTest {
    private static final String ZONE = zoneWhereItIs(8);

    private static final GreenMail SERVER = Mails.server();
    private static Todolist system;
    private static Service users;
    private static List<Service> rules;
    private static Service gateway;
    private Visitor ann;
    private String address;
    private String id;

    @BeforeAll
    static void start() {
        system = Todolist.running();
        SERVER.start();
        Map<String, String> settings = new HashMap<>(system.userSettings());
        settings.put("QUARKUS_MAILER_HOST", "localhost");
        settings.put("QUARKUS_MAILER_PORT", String.valueOf(SERVER.getSmtp().getPort()));
        settings.put("QUARKUS_MAILER_START_TLS", "DISABLED");
        settings.put("TODOLIST_MAIL_FROM", "Todolist <todolist@example.org>");
        settings.put("TODOLIST_MAIL_PAGE", "http://localhost:80");
        users = new Service("user-service", settings);
        rules = Stream.generate(() -> new Service("rule-service", Todolist.with(system.todos.settings()))
                        .with("TODOLIST_EVENTS_FEED", users.url() + "/events")
                        .with("TODOLIST_EVENTS_SINK", users.url() + "/events"))
                .limit(2)
                .toList();
        String feed = rules.get(0).url() + "/events";
        users.with("TODOLIST_EVENTS_FEED", feed)
                .with("TODOLIST_EVENTS_SINK", feed)
                .start();
        rules.forEach(Service::start);
        gateway = new Service("gateway-service", Todolist.gatewaySettings(rules.get(0), users)).start();
        Stream.concat(rules.stream(), Stream.of(users, gateway)).forEach(Service::awaitReady);
    }

    @BeforeEach
    void somebodyReads() {
        ann = reader();
        address = ann.name + "@example.org";
        id = ann.get("/api/me").extract().path("id");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        rules.forEach(Service::close);
        users.close();
        SERVER.stop();
    }

    @Test
    void whatIsDueIsMailedOnceThoughTwoInstancesLook() throws Exception {
        todo("Buy milk", 0);
        todo("Call Ben", -1);
        todo("Later", 1);
        turnOn(ann, ZONE);
        morningComes();
        MimeMessage mail = await("the mail").until(() -> mails().findFirst().orElse(null), found -> found != null);
        String text = GreenMailUtil.getBody(mail);
        assertTrue(text.contains("Buy milk") && text.contains("Call Ben") && !text.contains("Later"), text);

        // Again, and from the feed's beginning: as an instance would that has lost its place.
        morningComes();
        for (String place : List.of("", "00000000000000000001-0000000000000000001")) {
            system.users.execute("update event_place set done = '" + place + "'");
            awaitTaken();
        }
        await().untilAsserted(() ->
                assertEquals(0, system.users.count("select count(*) from mail where address = '" + address + "'")));
        assertEquals(1, mails().count());

        // By a mail program, which has no cookies.
        String link = mail.getHeader("List-Unsubscribe")[0].replaceAll("[<>]|http://localhost:80", "");
        given().baseUri(gateway.url())
                .redirects()
                .follow(false)
                .get(link)
                .then()
                .statusCode(302)
                .header("Location", endsWith("/unsubscribe#" + link.replaceAll(".*/", "")));
        ann.get("/api/me/morning-mail").body("on", equalTo(true));
        for (int times = 0; times < 2; times++) {
            given().baseUri(gateway.url())
                    .contentType("application/x-www-form-urlencoded")
                    .body(mail.getHeader("List-Unsubscribe-Post")[0])
                    .post(link)
                    .then()
                    .statusCode(204);
        }
        ann.get("/api/me/morning-mail").body("on", equalTo(false));
        awaitPerson("next_morning is null");
    }

    @Test
    void ifNothingIsDueThereIsNone() throws Exception {
        todo("Later", 1);
        turnOn(ann, ZONE);
        morningComes();
        assertEquals(0, system.todos.count("select count(*) from event where aggregateid = '" + id + "'"));
    }

    @Test
    void nothingIsLeftOfADeletedAccount() throws Exception {
        todo("Buy milk", 0);
        turnOn(ann, ZONE);
        ann.request()
                .body(Map.of("password", Visitor.PASSWORD))
                .delete("/api/me")
                .then()
                .statusCode(204);
        await().untilAsserted(() ->
                assertEquals(0, system.todos.count("select count(*) from person where owner = '" + id + "'")));
        assertEquals(
                0,
                system.users.count("select count(*) from event where aggregateid = '" + id
                        + "' and payload::text like '%" + ZONE + "%'"));
    }

    /** As k8s/events does it, again and again. */
    @Test
    void theCopyOfRuleServiceIsTheSameThoughItIsMadeAnewWhileSettingsChange() {
        List<Visitor> people = IntStream.range(0, 5).mapToObj(i -> reader()).toList();
        AtomicBoolean changing = new AtomicBoolean(true);
        List<CompletableFuture<Void>> tabs = Stream.concat(people.stream(), people.stream())
                .map(person -> CompletableFuture.runAsync(
                        () -> changeOften(person, changing), task -> new Thread(task).start()))
                .toList();
        try {
            for (int times = 0; times < 10; times++) {
                system.todos.execute("begin; update event_place set done = ''; delete from person; commit");
                rules.forEach(MorningMailTest::hint);
            }
        } finally {
            changing.set(false);
        }
        tabs.forEach(CompletableFuture::join);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            hint(rules.get(1));
            assertEquals(
                    rows(
                            system.users,
                            "select id::text, time_zone, language, morning_mail from account where time_zone is not null"),
                    rows(system.todos, "select owner, time_zone, language, morning_mail from person"));
        });
    }

    private static void changeOften(Visitor person, AtomicBoolean changing) {
        String[] zones = {"Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC"};
        for (int times = 0; changing.get(); times++) {
            if (times % 5 == 4) {
                person.request().delete("/api/me/morning-mail").then().statusCode(204);
            } else {
                person.request()
                        .body(Map.of("timeZone", zones[times % 4], "language", times % 2 == 0 ? "en" : "zh"))
                        .put("/api/me/morning-mail")
                        .then()
                        .statusCode(200);
            }
        }
    }

    /** Somebody with a verified address. */
    private static Visitor reader() {
        Visitor someone = Visitor.registered();
        Visitor reader = new Visitor(someone.name + "-reader", gateway);
        reader.post(
                        "/api/users",
                        Map.of(
                                "name",
                                reader.name,
                                "password",
                                Visitor.PASSWORD,
                                "email",
                                reader.name + "@example.org"))
                .statusCode(201);
        system.users.execute("update account set verified_email = email where name = '" + reader.name + "'");
        return reader;
    }

    private void turnOn(Visitor visitor, String zone) {
        visitor.request()
                .body(Map.of("timeZone", zone, "language", "en"))
                .put("/api/me/morning-mail")
                .then()
                .statusCode(200);
        awaitPerson("next_morning is not null");
    }

    private void todo(String name, int days) {
        String due = LocalDate.now(ZoneId.of(ZONE)).plusDays(days).toString();
        ann.post("/api/todos", Map.of("name", name, "due", due)).statusCode(201);
    }

    /** Both instances look at once, and what they tell has taken effect. */
    private void morningComes() throws Exception {
        system.todos.execute("update person set next_morning = now() where owner = '" + id + "'");
        Stream.concat(rules.stream(), rules.stream())
                .map(each -> CompletableFuture.runAsync(() -> hint(each)))
                .toList()
                .forEach(CompletableFuture::join);
        awaitPerson("next_morning > now()");
        awaitTaken();
    }

    private void awaitTaken() {
        String last =
                "(select lpad(transaction::text, 20, '0') || '-' || lpad(position::text, 19, '0') from event where aggregatetype = 'account' order by transaction desc, position desc limit 1)";
        await().untilAsserted(() -> {
            hint(users);
            assertEquals(
                    rows(system.todos, "select coalesce(" + last + ", '')"),
                    rows(system.users, "select done from event_place"));
        });
    }

    private void awaitPerson(String condition) {
        await().untilAsserted(() -> {
            hint(rules.get(0));
            assertEquals(
                    1, system.todos.count("select count(*) from person where owner = '" + id + "' and " + condition));
        });
    }

    private Stream<MimeMessage> mails() {
        return Stream.of(SERVER.getReceivedMessages())
                .filter(mail -> GreenMailUtil.getHeaders(mail).contains("todos for today"))
                .filter(mail -> GreenMailUtil.getAddressList(recipients(mail)).contains(address));
    }

    private static jakarta.mail.Address[] recipients(MimeMessage mail) {
        try {
            return mail.getAllRecipients();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void hint(Service service) {
        given().baseUri(service.url())
                .contentType("application/cloudevents+json")
                .body("{}")
                .post("/events")
                .then()
                .statusCode(204);
    }

    private static TreeSet<String> rows(Database database, String sql) throws Exception {
        TreeSet<String> found = new TreeSet<>();
        try (Connection connection = database.connect();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.append(rows.getString(column)).append(' ');
                }
                found.add(row.toString());
            }
        }
        return found;
    }

    private static String zoneWhereItIs(int hour) {
        int offset = (hour - ZonedDateTime.now(ZoneOffset.UTC).getHour() + 36) % 24 - 12;
        return "Etc/GMT%+d".formatted(-offset);
    }
}
