package io.todolist.user.mail;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.todolist.user.Database;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mail server of the tests, also of the packaged service; and what has come there. */
final class Mailbox {
    /** As in application.properties. */
    static final int PORT = 15484;

    private static final Pattern LINK =
            Pattern.compile("http://localhost:8080/api/(?:email-verifications|password-resets)/([A-Za-z0-9_-]{43})");

    private static GreenMail server = newServer();

    record Received(MimeMessage mail) {
        String header(String name) {
            try {
                String[] values = mail.getHeader(name);
                return values == null ? null : String.join(" | ", values);
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        String subject() {
            try {
                return mail.getSubject();
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        String text() {
            return part(0);
        }

        String html() {
            return part(1);
        }

        String token() {
            Matcher link = LINK.matcher(text());
            if (!link.find()) {
                throw new AssertionError("There is no link: " + text());
            }
            return link.group(1);
        }

        private String part(int index) {
            try {
                return ((MimeMultipart) mail.getContent())
                        .getBodyPart(index)
                        .getContent()
                        .toString();
            } catch (IOException | MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Mailbox() {}

    static void start() {
        server.start();
    }

    static void stop() {
        server.stop();
        server = newServer();
    }

    private static GreenMail newServer() {
        ServerSetup setup = new ServerSetup(PORT, "localhost", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(20_000);
        GreenMail made = new GreenMail(setup);
        return made.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    }

    static List<Received> of(String address) {
        return Stream.of(server.getReceivedMessages())
                .filter(mail -> isTo(mail, address))
                .map(Received::new)
                .toList();
    }

    /** All mails to that address, as soon as it is so many and none is on its way any more. */
    static List<Received> of(String address, int number) {
        await().atMost(Duration.ofSeconds(20)).until(() -> of(address).size() >= number && queued(address) == 0);
        List<Received> all = of(address);
        if (all.size() != number) {
            throw new AssertionError(all.size() + " mails in place of " + number + ": "
                    + all.stream().map(Received::subject).toList());
        }
        return all;
    }

    /** As soon as none is on its way any more. */
    static List<Received> settled(String address) {
        await().atMost(Duration.ofSeconds(20)).until(() -> queued(address) == 0);
        return of(address);
    }

    static Received last(String address, int number) {
        return of(address, number).get(number - 1);
    }

    static long queued(String address) {
        return Database.row("select count(*) from mail where address = $1", address)
                .getLong(0);
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return mail.getRecipients(Message.RecipientType.TO)[0].toString().equals(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
