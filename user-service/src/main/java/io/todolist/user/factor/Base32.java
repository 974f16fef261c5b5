package io.todolist.user.factor;

/** Base32 (RFC 4648, 6) of whole groups of five bytes: letters and digits that nobody takes for one another. */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < bytes.length * 8; bit += 5) {
            int first = bit / 8;
            int next = first + 1 < bytes.length ? bytes[first + 1] & 0xff : 0;
            int pair = (bytes[first] & 0xff) << 8 | next;
            text.append(ALPHABET.charAt(pair >> (11 - bit % 8) & 31));
        }
        return text.toString();
    }
}
