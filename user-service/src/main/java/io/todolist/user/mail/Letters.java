package io.todolist.user.mail;

import static java.util.Map.entry;

import io.quarkus.mailer.Mail;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes mails, as text and as HTML. */
@Singleton
class Letters {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private final MailConfig config;
    private final Template text;
    private final Template html;

    Letters(MailConfig config, @Location("mail.txt") Template text, @Location("mail.html") Template html) {
        this.config = config;
        this.text = text;
        this.html = html;
    }

    /** @param token for the link */
    Mail write(Row mail, String token) {
        String kind = mail.getString("kind");
        String language = mail.getString("language");
        Words words = Words.in(language);
        boolean morning = kind.equals("morning");
        Map<String, Object> letter = Map.ofEntries(
                entry("language", language),
                entry("subject", words.get(kind + ".subject")),
                entry("greeting", greeting(words, kind, mail.getString("name"))),
                entry("text", words.get(kind + ".text")),
                entry("details", details(words, kind, mail)),
                entry("lists", morning ? Due.lists(words, mail.getJsonObject("data")) : List.of()),
                entry("link", link(kind, token)),
                entry("button", words.get(kind + ".button")),
                entry("hint", words.get(kind + ".hint")),
                entry("unsubscribe", morning ? unsubscribe(token) : ""),
                entry("footer", words.get(kind + ".footer")),
                entry("page", page()));
        Mail written = new Mail()
                .setFrom(config.from().orElseThrow())
                .addTo(mail.getString("address"))
                .setSubject(words.get(kind + ".subject"))
                .setText(fill(text, letter))
                .setHtml(fill(html, letter))
                .addHeader(
                        "Message-ID",
                        "<" + mail.getUUID("id") + "@"
                                + config.page().orElseThrow().getHost() + ">")
                // RFC 3834, 5: no automatic reply is wanted.
                .addHeader("Auto-Submitted", "auto-generated");
        return morning ? withUnsubscription(written, token) : written;
    }

    /** RFC 8058: mail programs offer it beside the mail, and do it by a POST of their own. */
    private Mail withUnsubscription(Mail mail, String token) {
        return mail.addHeader("List-Unsubscribe", "<" + unsubscribe(token) + ">")
                .addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private String unsubscribe(String token) {
        return page() + "/api/unsubscriptions/" + token;
    }

    /** Nobody has shown yet that an address that is to be verified is theirs: whoever typed it could write by the name. */
    private static String greeting(Words words, String kind, String name) {
        return kind.equals("verify-email")
                ? words.get("greeting")
                : words.get("greeting.name").replace("NAME", name);
    }

    private static List<Map<String, String>> details(Words words, String kind, Row mail) {
        List<Map<String, String>> details = new ArrayList<>();
        if (kind.equals("new-device")) {
            OffsetDateTime time = mail.getOffsetDateTime("created_at").withOffsetSameInstant(ZoneOffset.UTC);
            String device = Device.name(mail.getString("device")).orElse(words.get("device.unknown"));
            details.add(detail(words.get("device"), device));
            if (mail.getString("source") != null) {
                details.add(detail(words.get("source"), mail.getString("source")));
            }
            details.add(detail(words.get("time"), TIME.format(time)));
        }
        return details;
    }

    private static Map<String, String> detail(String name, String value) {
        return Map.of("name", name, "value", value);
    }

    /** What is not about a token leads to where something can be done about it. */
    private String link(String kind, String token) {
        return page()
                + switch (kind) {
                    case "verify-email" -> "/api/email-verifications/" + token;
                    case "reset-password" -> "/api/password-resets/" + token;
                    case "password-changed", "new-device" -> "/forgot-password";
                    case "morning" -> "/today";
                    default -> "/";
                };
    }

    private String page() {
        return config.page().orElseThrow().toString().replaceAll("/+$", "");
    }

    private static String fill(Template template, Map<String, Object> letter) {
        TemplateInstance instance = template.instance();
        letter.forEach(instance::data);
        return instance.render();
    }
}
