package io.todolist.user.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.kit.test.LogLines;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done by links of mails is in the security log, and neither the links nor the addresses. */
@QuarkusTest
class MailEventsTest {

    private LogLines log;

    @BeforeEach
    void listen() {
        log = new LogLines(LogLines.SECURITY);
        Mailbox.start();
    }

    @AfterEach
    void stop() {
        Mailbox.stop();
        log.close();
    }

    @Test
    void areInTheSecurityLog() {
        Reader ann = Reader.verified();
        Reader.askForReset(ann.address()).statusCode(202);
        String token = Mailbox.last(ann.address(), 2).token();
        Reader.redeem(token, "another battery 18", null).then().statusCode(204);
        String user = ann.session().getString("user.id");
        assertEquals(
                List.of(
                        "registered " + user,
                        "email-verified " + user,
                        "password-reset-asked null",
                        "password-reset " + user),
                log.texts()
                        .map(JsonObject::new)
                        .map(line -> line.getString("event") + ' ' + line.getString("user"))
                        .toList());
        assertFalse(log.texts().anyMatch(line -> line.contains(token)));
        assertFalse(log.texts().anyMatch(line -> line.contains(ann.address())));
    }
}
