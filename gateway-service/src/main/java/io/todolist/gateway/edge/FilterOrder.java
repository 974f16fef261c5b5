package io.todolist.gateway.edge;

/** Who looks at a request first: the highest number. All come before Quarkus' own body limit. */
final class FilterOrder {
    static final int TRACE_ID = 400;
    static final int SECURITY_HEADERS = 300;
    static final int VERSION = 250;
    static final int SAME_ORIGIN = 200;
    static final int BODY_LIMIT = 100;

    private FilterOrder() {}
}
