package io.todolist.user.account;

/** White space in the sense of Unicode; {@link String#strip()} leaves the no-break space. */
final class WhiteSpace {
    private WhiteSpace() {}

    static String trim(String text) {
        if (text == null) {
            return null;
        }
        int start = 0;
        int end = text.length();
        while (start < end && is(text.charAt(start))) {
            start++;
        }
        while (end > start && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The property White_Space, which has no member outside of the basic plane. */
    private static boolean is(char c) {
        return Character.isSpaceChar(c) || c >= '\t' && c <= '\r' || c == '\u0085';
    }
}
