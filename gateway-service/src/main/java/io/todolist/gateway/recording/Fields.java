package io.todolist.gateway.recording;

import static java.util.Map.entry;

import io.todolist.gateway.api.TodoBodies.Status;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The names that parameters and fields may have, and what is in them. Any other name is replaced like a text. */
final class Fields {
    static final Map<String, Kind> OF_QUERY = Map.ofEntries(
            entry("q", Kind.TEXT),
            entry("name", Kind.TEXT),
            entry("description", Kind.TEXT),
            entry("status", Kind.STATUSES),
            entry("updatedOn", Kind.TIME),
            entry("zone", Kind.ZONE),
            entry("dueFrom", Kind.TIME),
            entry("dueTo", Kind.TIME),
            entry("deleted", Kind.BOOLEAN),
            entry("sort", Kind.ORDER),
            entry("size", Kind.NUMBER),
            entry("page", Kind.NUMBER),
            entry("after", Kind.CURSOR));

    static final Map<String, Kind> OF_REQUESTS = Map.of(
            "name", Kind.TEXT,
            "description", Kind.TEXT,
            "status", Kind.STATUSES,
            "due", Kind.TIME,
            "ids", Kind.ID,
            "before", Kind.ID,
            "after", Kind.ID);

    static final Map<String, Kind> OF_ANSWERS = ofAnswers();

    private Fields() {}

    /** A status is a number in a problem, and the name of a number among the counts. */
    private static Map<String, Kind> ofAnswers() {
        Map<String, Kind> fields = new HashMap<>();
        put(fields, Kind.TEXT, "name", "description", "user", "todos", "items", "counts", "byStatus", "from", "to");
        put(fields, Kind.PRODUCT, "roles", "device", "problems", "violations", "field", "in", "message");
        put(fields, Kind.PRODUCT, "type", "title", "detail", "instance", "traceId");
        put(fields, Kind.ID, "id", "further", "missing");
        put(fields, Kind.STATUSES, "status");
        put(fields, Kind.WHAT, "what");
        put(fields, Kind.TIME, "due", "createdAt", "updatedAt", "doneAt", "deletedAt", "at");
        put(fields, Kind.PLACE, "position");
        put(fields, Kind.CURSOR, "next");
        put(fields, Kind.BOOLEAN, "totalIsExact");
        put(fields, Kind.NUMBER, "total", "size", "page", "version", "deleted");
        put(fields, Kind.NUMBER, Arrays.stream(Status.values()).map(Enum::name).toArray(String[]::new));
        return Map.copyOf(fields);
    }

    private static void put(Map<String, Kind> fields, Kind kind, String... names) {
        for (String name : names) {
            fields.put(name, kind);
        }
    }
}
