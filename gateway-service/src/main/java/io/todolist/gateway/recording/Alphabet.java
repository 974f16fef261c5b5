package io.todolist.gateway.recording;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Characters that stand for each other: of the same kind and script, and near each other, so that they are as long in UTF-8 and
 * emoji stay emoji. All Chinese characters of everyday use are one alphabet. Letters without a capital of their own (ß) stand
 * only for each other, because what stands for a capital must be one.
 */
record Alphabet(int[] characters) {
    private static final int HAN = 0x4e00;
    private static final int HAN_END = 0xa000;
    private static final int NEAR = 64;
    private static final int NEAR_OF_LARGE_SCRIPTS = 4096;
    private static final int LARGE_SCRIPTS = 0x3400;

    /** There are not many more than there are alphabets in Unicode. */
    private static final Map<Long, Alphabet> KNOWN = new ConcurrentHashMap<>();

    /** The small letter of a capital; a capital that its small letter does not lead back to (İ) counts as a letter of its own. */
    static int small(int character) {
        int small = Character.toLowerCase(character);
        return Character.toUpperCase(small) == character ? small : character;
    }

    /** @param character as {@link #small} gives it */
    static Alphabet of(int character) {
        int type = Character.getType(character);
        UnicodeScript script = UnicodeScript.of(character);
        int width = width(character, type);
        int start = width == HAN_END - HAN ? HAN : character / width * width;
        boolean capital = hasCapital(character);
        return KNOWN.computeIfAbsent(
                (long) start << 17 | (capital ? 1 << 16 : 0) | type << 8 | script.ordinal(),
                key -> new Alphabet(IntStream.range(start, start + width)
                        .filter(each -> Character.getType(each) == type
                                && UnicodeScript.of(each) == script
                                && hasCapital(each) == capital
                                && small(each) == each)
                        .toArray()));
    }

    int size() {
        return characters.length;
    }

    int place(int character) {
        return Arrays.binarySearch(characters, character);
    }

    private static boolean hasCapital(int character) {
        int capital = Character.toUpperCase(character);
        return capital != character && Character.toLowerCase(capital) == character;
    }

    private static int width(int character, int type) {
        if (character >= HAN && character < HAN_END) {
            return HAN_END - HAN;
        }
        return type == Character.OTHER_LETTER && character >= LARGE_SCRIPTS ? NEAR_OF_LARGE_SCRIPTS : NEAR;
    }
}
