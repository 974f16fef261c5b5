package io.todolist.release.replay;

/** What a file names with a dollar sign, and must not say itself. */
final class Environment {
    private Environment() {}

    static String said(String value) {
        if (!value.startsWith("$")) {
            return value;
        }
        String said = System.getenv(value.substring(1));
        if (said == null) {
            throw new IllegalArgumentException(value + " is not set in the environment");
        }
        return said;
    }
}
