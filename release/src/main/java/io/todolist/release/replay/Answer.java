package io.todolist.release.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a version said to a request, in a form that is the same for every account.
 *
 * @param status null if there was no answer in time
 * @param headers of those that are compared, by name in small letters
 * @param body null if it was no JSON
 * @param nanos how long it took, which is not compared
 */
record Answer(Integer status, Map<String, String> headers, JsonNode body, long nanos) {

    /** Of these, whether they are there. */
    private static final List<String> THERE = List.of("etag", "retry-after");

    private static final List<String> SAME = List.of("content-type", "cache-control", "location");

    static Answer of(Heard heard, Account account, long nanos) {
        if (heard == null) {
            return new Answer(null, Map.of(), null, nanos);
        }
        Map<String, String> headers = new TreeMap<>();
        SAME.forEach(name -> put(headers, name, account.form(heard.header(name))));
        THERE.forEach(name -> put(headers, name, heard.header(name) == null ? null : "there"));
        return new Answer(heard.status(), headers, account.form(heard.json()), nanos);
    }

    boolean isFailure() {
        return status == null || status >= 500;
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
