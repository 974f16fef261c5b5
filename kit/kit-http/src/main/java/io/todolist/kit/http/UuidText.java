package io.todolist.kit.http;

/** How a UUID is written (RFC 9562, 4). */
public final class UuidText {
    /** A regular expression, in Java as in JSON Schema. */
    public static final String FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /**
     * The template of a path's segment: what has another form is not there, or is another resource's. RESTEasy looks for it
     * from the segment on, at each character; {@code \G} keeps it to the segment's first, which is the only one it accepts.
     */
    public static final String ID = "/{id: \\G[0-9a-fA-F-]{36}}";

    private UuidText() {}
}
