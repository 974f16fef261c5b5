package io.todolist.user.mail;

import static io.restassured.RestAssured.given;
import static io.todolist.user.Person.as;
import static io.todolist.user.Person.json;
import static io.todolist.user.mail.Reader.verify;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.user.Database;
import io.todolist.user.Person;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address is verified by who has read a mail that was sent there. */
@QuarkusTest
class EmailVerificationTest {
    @BeforeAll
    static void start() {
        Mailbox.start();
    }

    @AfterAll
    static void stop() {
        Mailbox.stop();
    }

    @Test
    void aRegistrationSendsALinkThatVerifies() {
        Reader ann = Reader.registered();
        ann.me().body("emailVerified", equalTo(false)).header("ETag", equalTo("\"0\""));
        String token = Mailbox.last(ann.address(), 1).token();
        ann.me().body("emailVerified", equalTo(false));
        verify(token).statusCode(204);
        ann.me().body("emailVerified", equalTo(true)).header("ETag", equalTo("\"1\""));
        verify(token).statusCode(204);
        ann.me().header("ETag", equalTo("\"1\""));
    }

    @Test
    void withoutAnAddressThereIsNothingToVerify() {
        Person person = Person.registered();
        as(person.accessToken()).get("/me").then().body("emailVerified", equalTo(false));
        as(person.accessToken())
                .post("/me/email-verification")
                .then()
                .statusCode(409)
                .contentType("application/problem+json");
    }

    @Test
    void itNeedsSomebodyWhoIsSignedIn() {
        given().post("/me/email-verification").then().statusCode(401);
    }

    @Test
    void anotherMailIsSentWhenItIsAskedForButNotWithinTwoMinutes() {
        Reader ann = Reader.registered();
        String first = Mailbox.last(ann.address(), 1).token();
        ann.askAgain().statusCode(202);
        String second = Mailbox.last(ann.address(), 2).token();
        int seconds = Integer.parseInt(ann.askAgain()
                .statusCode(429)
                .contentType("application/problem+json")
                .extract()
                .header("Retry-After"));
        assertTrue(seconds > 100 && seconds <= 120, () -> seconds + " s");
        Reader.letTimePass();
        ann.askAgain().statusCode(202);
        String third = Mailbox.last(ann.address(), 3).token();
        assertNotEquals(first, second);
        assertNotEquals(second, third);
        verify(second).statusCode(204);
        ann.askAgain().statusCode(409);
    }

    @Test
    void aChangedAddressIsVerifiedAnew() {
        Reader ann = Reader.verified();
        String next = Reader.newAddress();
        ann.changeAddress(next).body("emailVerified", equalTo(false));
        verify(Mailbox.last(next, 1).token()).statusCode(204);
        ann.me().body("emailVerified", equalTo(true));
    }

    /** Whose mailbox it was then, it need not be now. */
    @Test
    void anAddressThatComesBackIsNotVerifiedAnyMore() {
        Reader ann = Reader.verified();
        ann.changeAddress(null);
        ann.changeAddress(ann.address()).body("emailVerified", equalTo(false));
    }

    @Test
    void aTokenIsForTheAddressThatItWasSentTo() {
        Reader ann = Reader.registered();
        String old = Mailbox.last(ann.address(), 1).token();
        String next = Reader.newAddress();
        ann.changeAddress(next);
        verify(old).statusCode(410).contentType("application/problem+json");
        ann.me().body("emailVerified", equalTo(false));
        Mailbox.of(next, 1);
    }

    /** The release before, which runs beside this one, knows nothing of verified addresses. */
    @Test
    void anAddressThatTheReleaseBeforeHasChangedIsNotVerified() {
        Reader ann = Reader.verified();
        Database.update(
                "update account set email = 'other@example.org', version = version + 1 where name = $1",
                ann.person().name());
        ann.me().body("emailVerified", equalTo(false)).body("email", equalTo("other@example.org"));
    }

    @Test
    void whoChangesTheAddressAgainAndAgainSendsNoMoreThanOneMailInTwoMinutes() {
        Reader ann = Reader.registered();
        Mailbox.of(ann.address(), 1);
        String second = Reader.newAddress();
        ann.changeAddress(second);
        Mailbox.of(second, 1);
        String third = Reader.newAddress();
        ann.changeAddress(third);
        String fourth = Reader.newAddress();
        ann.changeAddress(fourth);
        assertEquals(0, Mailbox.queued(third));
        assertEquals(1, Mailbox.queued(fourth));
        Reader.letTimePass();
        verify(Mailbox.last(fourth, 1).token()).statusCode(204);
        assertEquals(0, Mailbox.of(third).size());
    }

    /** Whoever owns the accounts: nobody's mailbox is filled by us. */
    @Test
    void anAddressGetsTenSuchMailsADayAtMost() {
        String victim = Reader.newAddress();
        for (int account = 1; account <= 10; account++) {
            Reader.registered(Person.unregistered(), victim);
            Mailbox.of(victim, account);
        }
        Reader.registered(Person.unregistered(), victim.toUpperCase());
        Reader.registered(Person.unregistered(), victim);
        Mailbox.of(victim.toUpperCase(), 0);
        Mailbox.of(victim, 10);
    }

    @Test
    void anAddressGetsNoMoreOfThemWhereEachAccountIsDeletedAfterIts() {
        String victim = Reader.newAddress();
        for (int account = 1; account <= 10; account++) {
            Reader ann = Reader.registered(Person.unregistered(), victim);
            Mailbox.of(victim, account);
            ann.delete();
        }
        Reader.registered(Person.unregistered(), victim);
        Mailbox.of(victim, 10);
    }

    @Test
    void theNextDayItGetsThemAgain() {
        Reader ann = Reader.registered();
        Mailbox.of(ann.address(), 1);
        count(ann, 10, "1 hour");
        ann.askAgain().statusCode(202);
        Mailbox.of(ann.address(), 1);
        count(ann, 10, "-1 second");
        Reader.letTimePass();
        ann.askAgain().statusCode(202);
        Mailbox.of(ann.address(), 2);
    }

    @Test
    void aTokenIsGoodForADay() {
        Reader ann = Reader.registered();
        String token = Mailbox.last(ann.address(), 1).token();
        age(token, "23 hours 59 minutes");
        verify(token).statusCode(204);
        Reader ben = Reader.registered();
        String old = Mailbox.last(ben.address(), 1).token();
        age(old, "24 hours");
        verify(old).statusCode(410);
    }

    @Test
    void aTokenForAPasswordVerifiesNothing() {
        Reader ann = Reader.verified();
        Reader.askForReset(ann.address()).statusCode(202);
        verify(Mailbox.last(ann.address(), 2).token()).statusCode(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "' or true --"})
    void whatIsNoTokenIsNotGood(String token) {
        verify(token).statusCode(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token\":null}", "{\"token\":5}", "{\"token\":\"a\\u0000\"}"})
    void badInputIsRefused(String body) {
        json(body)
                .post("/email-verifications")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem("token"));
    }

    @Test
    void aTokenIsStoredOnlyAsAHash() {
        Reader ann = Reader.registered();
        String token = Mailbox.last(ann.address(), 1).token();
        assertEquals(List.of(), Database.tablesWith(token));
        assertEquals(List.of(), Database.tablesWith(Base64.getUrlDecoder().decode(token)));
        assertEquals(
                List.of("mail_token"), Database.tablesWith(MailToken.hash(token).getBytes()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.org,b@example.org",
                "a@example.org\r\nBcc: b@example.org",
                "\"a b\"@example.org",
                "a@example.org (Ann)",
                "Ann <a@example.org>",
                "änn@example.org",
                "ann@münchen.example"
            })
    void anAddressThatNoMailCanBeSentToIsRefused(String address) {
        Person person = Person.unregistered();
        json(Map.of("name", person.name(), "password", person.password(), "email", address))
                .post("/users")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("email"));
    }

    /** Of a time with another rule. */
    @Test
    void whoHasSuchAnAddressCanStillChangeTheName() {
        Reader ann = Reader.registered();
        Database.update(
                "update account set email = 'änn@example.org' where name = $1",
                ann.person().name());
        as(ann.accessToken())
                .contentType("application/json")
                .body(ann.person().proven("{\"name\":\"" + ann.person().name().toUpperCase() + "\"}"))
                .patch("/me")
                .then()
                .statusCode(200)
                .body("name", not(equalTo(ann.person().name())));
    }

    private static void count(Reader reader, int number, String rest) {
        Database.update(
                "update mail_count set number = $2, until = now() + $3::text::interval where key = $1",
                MailToken.hash("verify-email link " + reader.address()),
                number,
                rest);
    }

    private static void age(String token, String time) {
        Database.update(
                "update mail_token set expires_at = expires_at - $2::text::interval where hash = $1",
                MailToken.hash(token),
                time);
    }
}
