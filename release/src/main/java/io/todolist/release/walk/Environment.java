package io.todolist.release.walk;

/** What a file names with a dollar sign, and must not say itself. */
public final class Environment {
    private Environment() {}

    public static String said(String value) {
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
