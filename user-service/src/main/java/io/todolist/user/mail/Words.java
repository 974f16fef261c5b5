package io.todolist.user.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What mails say in a language: mail_en.properties, mail_zh.properties. */
final class Words {
    private final Properties texts = new Properties();

    private Words(String language) {
        String file = "/mail_" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream(file), file)) {
            texts.load(new InputStreamReader(in, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Words in(String language) {
        return new Words("zh".equals(language) ? "zh" : "en");
    }

    /** @return empty where it has none */
    String get(String key) {
        return texts.getProperty(key, "");
    }
}
