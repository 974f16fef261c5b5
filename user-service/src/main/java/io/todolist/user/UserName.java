package io.todolist.user;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A user name and the key that makes it unique.
 *
 * @param text as the user writes it, trimmed
 * @param key after NFKC and case folding: {@code Alice}, {@code ALICE} and the full-width {@code Ａｌｉｃｅ} are one name
 */
public record UserName(String text, String key) {
    /** 3 to 40 characters (code points), none a control, format or line break character, no unpaired surrogate. */
    static final String ALLOWED = "[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{3,40}";

    /** Every white space of Unicode; {@link String#strip()} leaves the no-break space. */
    private static final Pattern AROUND = Pattern.compile("^\\s+|\\s+$", Pattern.UNICODE_CHARACTER_CLASS);

    public static UserName of(String text) {
        String trimmed = trim(text);
        return new UserName(trimmed, trim(fold(trimmed)));
    }

    static String trim(String text) {
        return text == null ? null : AROUND.matcher(text).replaceAll("");
    }

    /** Upper, then lower case is what Java has for full case folding: it makes one of "ß" and "SS", of "ς" and "Σ". */
    private static String fold(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
