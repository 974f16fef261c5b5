package io.todolist.user.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The 3,000 passwords of at least 8 characters that people choose most, read at the first question. Source and licence:
 * common-passwords.NOTE.txt.
 */
final class CommonPasswords {
    private static final Set<String> LOWER_CASE = read();

    private CommonPasswords() {}

    static boolean contain(String password) {
        return LOWER_CASE.contains(password.toLowerCase(Locale.ROOT));
    }

    private static Set<String> read() {
        try (var lines = new BufferedReader(
                new InputStreamReader(CommonPasswords.class.getResourceAsStream("/common-passwords.txt"), UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
