package io.todolist.user.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @Test
    void bothLanguagesHaveTheSame() throws IOException {
        assertEquals(keys("en"), keys("zh"));
        for (String key : keys("en")) {
            assertFalse(Words.in("en").get(key).isBlank(), key);
            assertFalse(Words.in("zh").get(key).isBlank(), key);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0 | Edge, Windows",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1 | Safari, iPhone",
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36 | Chrome, Android",
                "curl/8.0 | curl",
                "Linux | Linux"
            })
    void aDeviceIsCalledByItsBrowserAndItsSystem(String userAgent, String name) {
        assertEquals(name, Device.name(userAgent).orElseThrow());
    }

    @Test
    void whatIsUnknownHasNoName() {
        assertTrue(Device.name("Evil Corp").isEmpty());
        assertTrue(Device.name(null).isEmpty());
    }

    private static Set<String> keys(String language) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = WordsTest.class.getResourceAsStream("/mail_" + language + ".properties")) {
            texts.load(in);
        }
        return texts.stringPropertyNames();
    }
}
