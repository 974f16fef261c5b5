package io.todolist.user.mail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.user.Database;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is queued is sent, once, whatever happens to the mail server and to those who send. */
@QuarkusTest
class SenderTest {
    @Inject
    MailConfig config;

    @Inject
    Pool database;

    @Inject
    MailServer server;

    @Inject
    Letters letters;

    @Inject
    Vertx vertx;

    @BeforeEach
    void start() {
        Mailbox.start();
    }

    @AfterEach
    void stop() {
        Mailbox.stop();
    }

    @Test
    void aMailServerThatIsAwayLosesNothing() {
        Mailbox.stop();
        List<Reader> readers = Stream.generate(Reader::registered).limit(3).toList();
        for (Reader reader : readers) {
            await().until(() -> reader.attempts() > 1);
        }
        Mailbox.start();
        for (Reader reader : readers) {
            Reader.verify(Mailbox.last(reader.address(), 1).token()).statusCode(204);
        }
    }

    /** A connection of before is still in the pool then. */
    @Test
    void aMailServerThatRestartsLosesNothing() {
        Reader ann = Reader.verified();
        Mailbox.stop();
        Mailbox.start();
        Reader.askForReset(ann.address()).statusCode(202);
        Mailbox.of(ann.address(), 1);
    }

    @Test
    void ofSeveralInstancesOneSendsIt() {
        Mailbox.stop();
        List<Reader> readers = Stream.generate(Reader::registered).limit(20).toList();
        List<Sender> others = Stream.generate(() -> new Sender(config, database, server, letters, vertx))
                .limit(4)
                .toList();
        // The attempt that the last registration began is over when another one was made, and leads to no further one.
        Database.update("update mail set attempts = 40, next_at = now() + interval '10 minutes'");
        readers.get(0).putOffForLong();
        Mailbox.start();
        Database.update("update mail set attempts = 0, next_at = now()");
        others.forEach(Sender::sendDue);
        readers.forEach(reader -> Mailbox.of(reader.address(), 1));
    }

    /** What another one has taken is left to it, until it is clear that it has died. */
    @Test
    void whatAnInstanceHasTakenAndNotSentIsSentByAnother() {
        Mailbox.stop();
        Reader ann = Reader.registered();
        ann.putOffForLong();
        Mailbox.start();
        Reader ben = Reader.registered();
        Mailbox.of(ben.address(), 1);
        assertEquals(0, Mailbox.of(ann.address()).size());
        Database.update("update mail set next_at = now() where address = $1", ann.address());
        Mailbox.of(ann.address(), 1);
    }

    /** By then it has died after the mail server took it, and before it noted that. */
    @Test
    void whatComesTwiceHasTheSameIdAndBothLinksAreGood() {
        Reader ann = Reader.registered();
        var first = Mailbox.last(ann.address(), 1);
        UUID id = UUID.fromString(first.header("Message-ID").substring(1, 37));
        Database.update(
                "insert into mail (id, account_id, kind, address, language) select $1, id, 'verify-email', email, 'en' from account where name = $2",
                id,
                ann.person().name());
        var second = Mailbox.last(ann.address(), 2);
        assertEquals(first.header("Message-ID"), second.header("Message-ID"));
        Reader.verify(second.token()).statusCode(204);
        Reader.verify(first.token()).statusCode(204);
    }

    @Test
    void pausesDoubleUpToTenMinutes() {
        Mailbox.stop();
        Reader ann = Reader.registered();
        ann.putOffForLong();
        double seconds = Database.row(
                        "select extract(epoch from next_at - now())::float8 from mail where address = $1",
                        ann.address())
                .getDouble(0);
        assertTrue(seconds > 590 && seconds <= 600, () -> seconds + " s");
    }

    @Test
    void afterADayItIsGivenUpAndGoes() {
        Mailbox.stop();
        Reader ann = Reader.registered();
        ann.putOffForLong();
        Database.update(
                "update mail set created_at = now() - interval '24 hours 1 second', next_at = now() where address = $1",
                ann.address());
        Mailbox.start();
        assertEquals(0, Mailbox.settled(ann.address()).size());
    }

    @Test
    void oneThatIsRefusedDoesNotKeepOthersWaiting() {
        Reader ann = Reader.registered();
        Mailbox.of(ann.address(), 1);
        Database.update(
                "insert into mail (id, account_id, kind, address, language) select gen_random_uuid(), id, 'password-changed', 'no address', 'en' from account where name = $1",
                ann.person().name());
        Reader ben = Reader.registered();
        Mailbox.of(ben.address(), 1);
        assertTrue(Mailbox.queued("no address") > 0);
        Database.update("delete from mail where address = 'no address'");
    }

    @Test
    void thatOfADeletedAccountIsNotSent() {
        Mailbox.stop();
        Reader ann = Reader.registered();
        ann.putOffForLong();
        Database.update("delete from account where name = $1", ann.person().name());
        assertEquals(0, Mailbox.queued(ann.address()));
        Mailbox.start();
        Reader ben = Reader.registered();
        Mailbox.of(ben.address(), 1);
        assertEquals(0, Mailbox.of(ann.address()).size());
    }

    @Test
    void tokensPausesAndCountsGoWhenTheyAreOver() {
        Reader ann = Reader.registered();
        var hash = MailToken.hash(Mailbox.last(ann.address(), 1).token());
        Database.update("update mail_token set expires_at = now() - interval '1 second' where hash = $1", hash);
        Database.update("insert into mail_pause values ($1, now() - interval '1 second')", hash);
        Database.update("insert into mail_count values ($1, now() - interval '1 second', 1)", hash);
        await().until(() -> Database.row(
                                "select (select count(*) from mail_token where hash = $1) + (select count(*) from mail_pause where key = $1) + (select count(*) from mail_count where key = $1)",
                                hash)
                        .getLong(0)
                == 0);
    }
}
