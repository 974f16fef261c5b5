package io.todolist.user.account;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A user name and the key that makes it unique.
 *
 * @param text as the user writes it, trimmed
 * @param key after NFKC and case folding: {@code Alice}, {@code ALICE} and the full-width {@code Ａｌｉｃｅ} are one name
 */
public record UserName(String text, String key) {
    static final int SHORTEST = 3;
    static final int LONGEST = 40;

    /** No control, format or line break character, no unpaired surrogate. */
    static final String FORM = "[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]*";

    public static UserName of(String text) {
        String trimmed = WhiteSpace.trim(text);
        return new UserName(trimmed, WhiteSpace.trim(fold(trimmed)));
    }

    /** Upper, then lower case is what Java has for full case folding: it makes one of "ß" and "SS", of "ς" and "Σ". */
    private static String fold(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
