package io.todolist.user.mail;

import static io.todolist.user.Person.changePassword;
import static io.todolist.user.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.todolist.user.AtOnce;
import io.todolist.user.Database;
import io.todolist.user.Person;
import io.todolist.user.mail.Mailbox.Received;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Owners hear of what happens to their account, at the address that they have shown to be theirs. */
@QuarkusTest
class NoticeTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";

    @BeforeAll
    static void start() {
        Mailbox.start();
    }

    @AfterAll
    static void stop() {
        Mailbox.stop();
    }

    @Test
    void ofANewPassword() {
        Reader ann = Reader.verified();
        changePassword(ann.accessToken(), "a key", ann.person().password(), "another battery 18")
                .then()
                .statusCode(200);
        Received mail = Mailbox.last(ann.address(), 2);
        assertEquals("Todolist: your password was changed", mail.subject());
        assertTrue(mail.text().contains("Hello " + ann.person().name()), mail.text());
        assertTrue(mail.text().contains("http://localhost:8080/forgot-password"), mail.text());
        changePassword(ann.accessToken(), "a key", ann.person().password(), "another battery 18")
                .then()
                .statusCode(200);
        Mailbox.of(ann.address(), 2);
    }

    @Test
    void ofANewAddressAtTheOneBefore() {
        Reader ann = Reader.verified();
        String next = Reader.newAddress();
        ann.changeAddress(next);
        assertEquals(
                "Todolist: your e-mail address was changed",
                Mailbox.last(ann.address(), 2).subject());
        assertTrue(Mailbox.last(next, 1).subject().contains("confirm"));
        Reader ben = Reader.verified();
        ben.changeAddress(null);
        assertEquals(
                "Todolist: your e-mail address was changed",
                Mailbox.last(ben.address(), 2).subject());
    }

    @Test
    void ofASignInOnANewDevice() {
        Reader ann = Reader.verified();
        signIn(ann, FIREFOX, "192.0.2.1", null);
        Received mail = Mailbox.last(ann.address(), 2);
        assertEquals("Todolist: a sign-in from a new device", mail.subject());
        assertTrue(mail.text().contains("Device: Firefox, Linux"), mail.text());
        assertTrue(mail.text().contains("Address: 192.0.2.1"), mail.text());
        assertTrue(mail.text().matches("(?s).*Time: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC.*"), mail.text());
    }

    @Test
    void notOfOneThatHasSignedInBefore() {
        Reader ann = Reader.verified();
        signIn(ann, FIREFOX, null, ann.session().getString("deviceToken"));
        Mailbox.of(ann.address(), 1);
        String known = signIn(ann, FIREFOX, null, null).getString("deviceToken");
        Mailbox.of(ann.address(), 2);
        Reader.letTimePass();
        signIn(ann, FIREFOX, null, known);
        Mailbox.of(ann.address(), 2);
    }

    @Test
    void ofADeviceThatSomebodyElseHasSignedInOn() {
        Reader ann = Reader.verified();
        signIn(ann, FIREFOX, null, Reader.registered().session().getString("deviceToken"));
        assertTrue(Mailbox.last(ann.address(), 2).subject().contains("new device"));
    }

    @Test
    void ofNewDevicesOnceInTenMinutes() throws Exception {
        Reader ann = Reader.verified();
        AtOnce.times(4, () -> signIn(ann, FIREFOX, null, null));
        Mailbox.of(ann.address(), 2);
        Database.update("update mail_pause set until = until - interval '9 minutes'");
        signIn(ann, FIREFOX, null, null);
        Mailbox.of(ann.address(), 2);
        Database.update("update mail_pause set until = until - interval '1 minute'");
        signIn(ann, FIREFOX, null, null);
        Mailbox.of(ann.address(), 3);
    }

    @Test
    void notOfAWrongPassword() {
        Reader ann = Reader.verified();
        ann.person().withPassword("a guess of mine").tryToSignIn().then().statusCode(401);
        Mailbox.of(ann.address(), 1);
    }

    /** It may be somebody else's. */
    @Test
    void notAtAnAddressThatIsNotVerified() {
        Reader ann = Reader.registered();
        Mailbox.of(ann.address(), 1);
        signIn(ann, FIREFOX, null, null);
        String token = changePassword(ann.accessToken(), null, ann.person().password(), "another battery 18")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        Reader.askForReset(ann.address()).statusCode(202);
        assertEquals(1, Mailbox.settled(ann.address()).size());
        String next = Reader.newAddress();
        Person.as(token)
                .contentType("application/json")
                .body(ann.person().withPassword("another battery 18").proven("{\"email\":\"" + next + "\"}"))
                .patch("/me")
                .then()
                .statusCode(200);
        Mailbox.of(next, 1);
        Mailbox.of(ann.address(), 1);
    }

    @Test
    void inTheLanguageOfTheRequest() {
        Map<String, String> languages =
                Map.of("zh-CN,zh;q=0.9,en;q=0.8", "zh", "de,en", "en", "zh;q=0.5,en", "en", "*", "en", ";;", "en");
        languages.forEach((header, language) -> {
            Person person = Person.unregistered();
            String address = Reader.newAddress();
            json(Map.of("name", person.name(), "password", person.password(), "email", address))
                    .header("Accept-Language", header)
                    .post("/users")
                    .then()
                    .statusCode(201);
            Received mail = Mailbox.last(address, 1);
            assertEquals(language.equals("zh"), mail.subject().contains("请确认您的邮箱地址"), header + mail.subject());
            assertTrue(mail.html().contains("lang=\"" + language + "\""), mail.html());
        });
    }

    /** What somebody else calls a device, or oneself, makes no text, link or header in a mail of ours. */
    @Test
    void withoutWhatAStrangerHasWritten() {
        Person person = new Person("<img src=x>&\"" + Person.unregistered().name(), "battery staple 17");
        Reader ann = Reader.registered(person, Reader.newAddress());
        Received first = Mailbox.last(ann.address(), 1);
        assertFalse(first.text().contains("img"), first.text());
        Reader.verify(first.token()).statusCode(204);
        signIn(ann, "Firefox/1 <script>alert(1)</script> http://evil.example", "192.0.2.1\" <b>", null);
        Received mail = Mailbox.last(ann.address(), 2);
        assertTrue(mail.text().contains("Hello <img src=x>&\"user-"), mail.text());
        for (String part : List.of(mail.text(), mail.html())) {
            assertFalse(part.contains("script"), part);
            assertFalse(part.contains("evil"), part);
        }
        assertTrue(mail.html().contains("Hello &lt;img src=x&gt;&amp;&quot;user-"), mail.html());
        assertFalse(mail.html().contains("<b>"), mail.html());
    }

    @Test
    void withHeadersThatSayWhatItIs() {
        Reader ann = Reader.registered();
        Received mail = Mailbox.last(ann.address(), 1);
        assertTrue(mail.header("Message-ID").matches("<[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}@localhost>"));
        assertEquals("auto-generated", mail.header("Auto-Submitted"));
        assertEquals("Todolist <todolist@example.org>", mail.header("From"));
        assertEquals(ann.address(), mail.header("To"));
        assertTrue(mail.header("Date").contains(" 20"), mail.header("Date"));
        assertTrue(mail.html().contains(mail.token()));
        assertFalse(mail.html().contains("<img"), "nothing is loaded");
    }

    private static JsonPath signIn(Reader reader, String device, String source, String token) {
        RequestSpecification request = json(Map.of(
                        "name", reader.person().name(),
                        "password", reader.person().password()))
                .header("User-Agent", device);
        if (source != null) {
            request.header("X-Todolist-Source", source);
        }
        if (token != null) {
            request.header("X-Todolist-Device", token);
        }
        return request.post("/sessions").then().statusCode(200).extract().jsonPath();
    }
}
