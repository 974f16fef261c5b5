package io.todolist.user.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WhiteSpaceTest {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s", Pattern.UNICODE_CHARACTER_CLASS);

    @Test
    void isWhatUnicodeSaysOfEachCharacter() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            String text = Character.toString(character);
            String expected = WHITE_SPACE.matcher(text).matches() ? "a" : text + "a" + text;
            assertEquals(
                    expected,
                    WhiteSpace.trim(text + "a" + text),
                    () -> "U+" + Integer.toHexString(text.codePointAt(0)));
        }
    }

    @Test
    void staysWithinAText() {
        assertEquals("a \u00a0 b", WhiteSpace.trim("\u3000 a \u00a0 b\r\n"));
        assertEquals("", WhiteSpace.trim(" \u2028 "));
    }
}
