package io.todolist.user.mail;

import static io.todolist.user.Person.changePassword;
import static io.todolist.user.Person.json;
import static io.todolist.user.Person.refresh;
import static io.todolist.user.mail.Reader.askForReset;
import static io.todolist.user.mail.Reader.redeem;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.user.AtOnce;
import io.todolist.user.Database;
import io.todolist.user.Person;
import io.todolist.user.factor.Authenticator;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has forgotten the password sets a new one by a mail to the verified address. */
@QuarkusTest
class PasswordResetTest {
    private static final String NEXT = "another battery 18";

    @BeforeAll
    static void start() {
        Mailbox.start();
    }

    @AfterAll
    static void stop() {
        Mailbox.stop();
    }

    @Test
    void theLinkSetsANewPasswordEndsAllSessionsAndTheOwnerIsTold() {
        Reader ann = Reader.verified();
        String elsewhere = ann.person().signIn().getString("refreshToken");
        String token = resetToken(ann, 3);
        redeem(token, NEXT, null).then().statusCode(204).body(emptyString());
        refresh(elsewhere).then().statusCode(401);
        refresh(ann.session().getString("refreshToken")).then().statusCode(401);
        ann.person().tryToSignIn().then().statusCode(401);
        ann.person().withPassword(NEXT).signIn();
        assertTrue(Mailbox.of(ann.address(), 4).get(3).subject().contains("password was changed"));
    }

    @Test
    void itIsGoodOnce() {
        Reader ann = Reader.verified();
        String token = resetToken(ann, 2);
        redeem(token, NEXT, null).then().statusCode(204);
        redeem(token, "yet another battery", null).then().statusCode(410).contentType("application/problem+json");
        ann.person().withPassword(NEXT).signIn();
    }

    @Test
    void aRepetitionWithItsKeyIsDoneAlready() {
        Reader ann = Reader.verified();
        String token = resetToken(ann, 2);
        redeem(token, NEXT, "a key").then().statusCode(204);
        String session = ann.person().withPassword(NEXT).signIn().getString("refreshToken");
        redeem(token, NEXT, "a key").then().statusCode(204);
        refresh(session).then().statusCode(200);
        redeem(token, NEXT, "another key").then().statusCode(410);
        redeem(token, "yet another battery", "a key").then().statusCode(410);
        ann.person().withPassword(NEXT).signIn();
    }

    @Test
    void oneOfTwoAtOnceSetsThePassword() throws Exception {
        for (int round = 0; round < 5; round++) {
            Reader ann = Reader.verified();
            String token = resetToken(ann, 2);
            AtomicInteger next = new AtomicInteger();
            var statuses = AtOnce.times(4, () -> redeem(token, "battery of " + next.getAndIncrement(), null)
                    .statusCode());
            assertEquals(List.of(204, 410, 410, 410), statuses.stream().sorted().toList());
            long good = Stream.of(0, 1, 2, 3)
                    .filter(n -> ann.person()
                                    .withPassword("battery of " + n)
                                    .tryToSignIn()
                                    .statusCode()
                            == 200)
                    .count();
            assertEquals(1, good);
        }
    }

    @Test
    void theSameRequestTwiceAtOnceIsDoneOnceAndBothAreToldSo() throws Exception {
        Reader ann = Reader.verified();
        String token = resetToken(ann, 2);
        var statuses = AtOnce.times(2, () -> redeem(token, NEXT, "a key").statusCode());
        assertEquals(List.of(204, 204), statuses);
        Mailbox.of(ann.address(), 3);
    }

    @Test
    void itIsGoodForAnHour() {
        Reader ann = Reader.verified();
        String token = resetToken(ann, 2);
        Database.update(
                "update mail_token set expires_at = expires_at - interval '1 hour' where hash = $1",
                MailToken.hash(token));
        redeem(token, NEXT, null).then().statusCode(410);
        ann.person().signIn();
    }

    @Test
    void aTokenForAnAddressSetsNoPassword() {
        Reader ann = Reader.registered();
        redeem(Mailbox.last(ann.address(), 1).token(), NEXT, null).then().statusCode(410);
    }

    /** Who owned the address before must not get into the account by it. */
    @Test
    void itIsWorthNothingWhenTheAddressHasChanged() {
        Reader ann = Reader.verified();
        String token = resetToken(ann, 2);
        ann.changeAddress(Reader.newAddress());
        redeem(token, NEXT, null).then().statusCode(410);
        ann.changeAddress(ann.address());
        redeem(token, NEXT, null).then().statusCode(410);
        ann.person().signIn();
    }

    @Test
    void otherLinksAreWorthNothingWhenThePasswordHasChangedHowever() {
        Reader ann = Reader.verified();
        String first = resetToken(ann, 2);
        Reader.letTimePass();
        String second = resetToken(ann, 3);
        changePassword(ann.accessToken(), null, ann.person().password(), NEXT)
                .then()
                .statusCode(200);
        redeem(first, "yet another battery", null).then().statusCode(410);
        redeem(second, "yet another battery", null).then().statusCode(410);
        ann.person().withPassword(NEXT).signIn();
    }

    /** Neither the answer nor what is written tells whether there is such an account. */
    @Test
    void anUnknownAddressIsAnsweredAsAKnownOne() {
        Reader known = Reader.verified();
        Reader unverified = Reader.registered();
        Mailbox.of(unverified.address(), 1);
        for (String address : List.of(known.address(), unverified.address(), Reader.newAddress())) {
            askForReset(address).statusCode(202).body(emptyString());
            String first = pauseOf(address);
            askForReset(address).statusCode(202).body(emptyString());
            assertNotEquals(first, pauseOf(address), "a row is written each time");
        }
        Mailbox.of(known.address(), 2);
        Mailbox.of(unverified.address(), 1);
    }

    @Test
    void thereIsNoSecondMailWithinTwoMinutesHoweverItIsSpelt() {
        Reader ann = Reader.verified();
        askForReset(ann.address()).statusCode(202);
        askForReset(" " + ann.address().toUpperCase() + " ").statusCode(202);
        Mailbox.of(ann.address(), 2);
        Reader.letTimePass();
        askForReset(ann.address().toUpperCase()).statusCode(202);
        Mailbox.of(ann.address(), 3);
    }

    /** A stranger who asks for them does not lock the owner out, and keeps nobody from verifying the address. */
    @Test
    void afterTenLinksInADayTheNextOnesComeAnHourApart() {
        Reader ann = Reader.verified();
        for (int mail = 2; mail <= 11; mail++) {
            resetToken(ann, mail);
            assertEquals(2, minutesOfPause(ann.address()));
            Reader.letTimePass();
        }
        String token = resetToken(ann, 12);
        assertEquals(60, minutesOfPause(ann.address()));
        Reader.registered(Person.unregistered(), ann.address());
        Mailbox.of(ann.address(), 13);
        redeem(token, NEXT, null).then().statusCode(204);
    }

    @Test
    void manyAtOnceMakeOneMail() throws Exception {
        Reader ann = Reader.verified();
        AtOnce.times(8, () -> askForReset(ann.address()).extract().statusCode())
                .forEach(status -> assertEquals(202, status));
        Mailbox.of(ann.address(), 2);
    }

    @Test
    void eachAccountOfAnAddressGetsALinkOfItsOwnUpToFive() {
        String address = Reader.newAddress();
        for (int account = 1; account <= 6; account++) {
            Reader.registered(Person.unregistered(), address);
            Reader.verify(Mailbox.last(address, account).token()).statusCode(204);
        }
        askForReset(address).statusCode(202);
        var mails = Mailbox.of(address, 11);
        long accounts = mails.stream()
                .skip(6)
                .map(Mailbox.Received::text)
                .map(text -> text.split("\n")[0])
                .distinct()
                .count();
        assertEquals(5, accounts);
    }

    @Test
    void aQueuedLinkIsNotSentWhenTheAddressHasChangedMeanwhile() {
        Reader ann = Reader.verified();
        Mailbox.stop();
        askForReset(ann.address()).statusCode(202);
        ann.putOffForLong();
        String next = Reader.newAddress();
        ann.changeAddress(next);
        Mailbox.start();
        Database.update(
                "update mail set next_at = now() where kind = 'reset-password' and address = $1", ann.address());
        Mailbox.of(next, 1);
        // That the address has changed, and no link.
        assertTrue(Mailbox.last(ann.address(), 1).subject().contains("address was changed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password1", "todo-list-2026"})
    void badPasswordsAreRefusedAndTheLinkStaysGood(String password) {
        Reader ann = Reader.verified();
        String token = resetToken(ann, 2);
        redeem(token, password, null).then().statusCode(400).body("violations.field", hasItem("newPassword"));
        redeem(token, ann.person().name(), null)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("newPassword"));
        redeem(token, NEXT, null).then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"email\":null}", "{\"email\":\"\"}", "{\"email\":\"nobody\"}", "{\"email\":5}"})
    void whatIsNoAddressIsRefused(String body) {
        json(body)
                .post("/password-resets")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem("email"));
    }

    @Test
    void itForgivesWrongPasswords() {
        Reader ann = Reader.verified();
        for (int i = 0; i < 5; i++) {
            ann.person().withPassword("a guess of mine").tryToSignIn();
        }
        ann.person().tryToSignIn().then().statusCode(429);
        redeem(resetToken(ann, 2), NEXT, null).then().statusCode(204);
        ann.person().withPassword(NEXT).signIn();
    }

    /** Who reads the mails has not the app. */
    @Test
    void theSecondFactorStaysAndItsWrongCodesCountOn() {
        Reader ann = Reader.verified();
        Authenticator app = new Authenticator(ann.person());
        app.turnOn();
        for (int i = 0; i < 5; i++) {
            app.signIn(ann.person().password(), app.wrongCode());
        }
        // Longer than a mail takes; what is forgiven is gone all the same.
        Database.update("update failed_attempt set next_at = now() + interval '1 minute' where failures = 5");
        int mails = Mailbox.settled(ann.address()).size();
        redeem(resetToken(ann, mails + 1), NEXT, null).then().statusCode(204);
        ann.person().withPassword(NEXT).tryToSignIn().then().statusCode(429);
        Reader.letTimePass();
        Database.update("update failed_attempt set next_at = now() - interval '1 second'");
        ann.person()
                .withPassword(NEXT)
                .tryToSignIn()
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:todolist:problem:code-needed"));
    }

    @Test
    void tokenAndAddressAreStoredOnlyAsHashes() {
        Reader ann = Reader.verified();
        String token = resetToken(ann, 2);
        assertEquals(List.of(), Database.tablesWith(token));
        assertEquals(List.of(), Database.tablesWith(Base64.getUrlDecoder().decode(token)));
        String typed = UUID.randomUUID() + "@example.org";
        askForReset(typed).statusCode(202);
        assertEquals(List.of(), Database.tablesWith(typed));
    }

    @Test
    void nothingOfItStaysWhenTheAccountIsDeleted() {
        Reader ann = Reader.verified();
        String token = resetToken(ann, 2);
        ann.delete();
        assertEquals(List.of(), Database.tablesWith(ann.address()));
        redeem(token, NEXT, null).then().statusCode(410);
    }

    private static String resetToken(Reader reader, int number) {
        askForReset(reader.address()).statusCode(202);
        return Mailbox.last(reader.address(), number).token();
    }

    /** The transaction that has written it last. */
    private static String pauseOf(String address) {
        return Database.row("select xmin::text from mail_pause where key = $1", pauseKey(address))
                .getString(0);
    }

    private static long minutesOfPause(String address) {
        return Database.row(
                        "select ceil(extract(epoch from until - now()) / 60)::bigint from mail_pause where key = $1",
                        pauseKey(address))
                .getLong(0);
    }

    private static Buffer pauseKey(String address) {
        return MailToken.hash("reset-password " + address.toLowerCase());
    }
}
