package io.todolist.gateway.recording;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Replaces the texts of one visit by others of the same length, script and spaces. A search finds what it found: which letter
 * stands for a letter depends on those before it in the word, so that the beginning of a word stays the beginning of that word,
 * in any case; in scripts without spaces each character always has the same one. Two different words stay different.
 */
final class Disguise {
    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private static final int UNPAIRED = 0xfffd;
    private static final int JOINERS = 0x200c;
    private static final int VARIATIONS = 0xfe00;

    private final Permutation permutation;

    Disguise(byte[] key) {
        permutation = new Permutation(key);
    }

    String of(String text) {
        StringBuilder replaced = new StringBuilder(text.length());
        long word = Permutation.START;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            int small = Alphabet.small(character);
            int type = Character.getType(small);
            if (type == Character.SURROGATE) {
                replaced.appendCodePoint(UNPAIRED);
                word = Permutation.START;
            } else if (isKept(small, type)) {
                replaced.appendCodePoint(character);
                word = Permutation.START;
            } else if (type == Character.OTHER_SYMBOL || WITHOUT_SPACES.contains(UnicodeScript.of(small))) {
                replaced.appendCodePoint(other(Permutation.START, small));
                word = Permutation.START;
            } else {
                int other = other(word, small);
                replaced.appendCodePoint(small == character ? other : Character.toUpperCase(other));
                word = permutation.after(word, small);
            }
        }
        return replaced.toString();
    }

    private int other(long word, int character) {
        Alphabet alphabet = Alphabet.of(character);
        int place = alphabet.place(character);
        return alphabet.characters()[permutation.of(word, alphabet.size(), place)];
    }

    /** Spaces, punctuation, and what joins or colours emoji. */
    private static boolean isKept(int character, int type) {
        return switch (type) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL -> true;
            case Character.FORMAT -> character >> 1 == JOINERS >> 1;
            case Character.NON_SPACING_MARK -> character >> 4 == VARIATIONS >> 4;
            default -> false;
        };
    }
}
