package io.todolist.user.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done by links of mails is in the security log, and neither the links nor the addresses. */
@QuarkusTest
class MailEventsTest {
    private static final Logger LOG = Logger.getLogger("io.todolist.security");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
        Mailbox.start();
    }

    @AfterEach
    void stop() {
        Mailbox.stop();
        LOG.removeHandler(handler);
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
                lines.stream()
                        .map(JsonObject::new)
                        .map(line -> line.getString("event") + ' ' + line.getString("user"))
                        .toList());
        assertFalse(lines.toString().contains(token));
        assertFalse(lines.toString().contains(ann.address()));
    }
}
