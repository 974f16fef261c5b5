package io.todolist.user.mail;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.todolist.kit.postgres.UuidV7;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * For those who queue mails. A mail is a row of the table {@code mail}, and the statement writes it that makes the change of which
 * it tells: so there is never one without the other.
 */
@Singleton
public class Mails {
    /** Printable ASCII without what would need quotes: what every mail server takes, and no header can be made of. */
    public static final String ADDRESS = "[\\x21-\\x7e&&[^\"(),:;<>\\[\\\\\\]]]*";

    private static final List<String> LANGUAGES = List.of("en", "zh");

    private final MailConfig config;
    private final Sender sender;
    private final HttpHeaders headers;

    Mails(MailConfig config, Sender sender, HttpHeaders headers) {
        this.config = config;
        this.sender = sender;
        this.headers = headers;
    }

    /** Fails with 501 where no mail is sent. */
    public void require() {
        if (config.from().isEmpty()) {
            throw HttpProblem.builder()
                    .withStatus(501)
                    .withTitle("Not Implemented")
                    .withDetail("This installation sends no mail.")
                    .build();
        }
    }

    /** @return {@code null} where no mail is sent: then the statement queues none */
    public UUID newId() {
        return config.from().isPresent() ? UuidV7.next() : null;
    }

    public UUID[] newIds(int number) {
        return Stream.generate(this::newId).limit(number).toArray(UUID[]::new);
    }

    /** Of who asks. */
    public String language() {
        try {
            String wanted = headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE);
            String found = wanted == null ? null : Locale.lookupTag(Locale.LanguageRange.parse(wanted), LANGUAGES);
            return found == null ? LANGUAGES.get(0) : found;
        } catch (IllegalArgumentException e) {
            return LANGUAGES.get(0);
        }
    }

    /** When what was queued is committed. Nobody waits for it. */
    public void send() {
        sender.sendDue();
    }
}
