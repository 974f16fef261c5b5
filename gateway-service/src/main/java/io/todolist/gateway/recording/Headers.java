package io.todolist.gateway.recording;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Those that may be recorded, and what each one's value is. What is not here is not recorded, such as cookies. */
final class Headers {
    private static final Map<String, Kind> OF_REQUESTS = Map.of(
            "content-type", Kind.MEDIA_TYPE,
            "accept-language", Kind.LANGUAGES,
            "if-match", Kind.VERSION,
            "idempotency-key", Kind.KEY);

    private static final Map<String, Kind> OF_ANSWERS = Map.of(
            "content-type", Kind.MEDIA_TYPE,
            "etag", Kind.VERSION,
            "location", Kind.PATH,
            "retry-after", Kind.NUMBER);

    private Headers() {}

    static Map<String, String> ofRequest(UnaryOperator<String> headers) {
        return of(OF_REQUESTS, headers);
    }

    static Map<String, String> ofAnswer(UnaryOperator<String> headers) {
        return of(OF_ANSWERS, headers);
    }

    static Kind kind(String name) {
        Kind kind = OF_REQUESTS.get(name);
        return kind == null ? OF_ANSWERS.get(name) : kind;
    }

    private static Map<String, String> of(Map<String, Kind> recorded, UnaryOperator<String> headers) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : recorded.keySet()) {
            String value = headers.apply(name);
            if (value != null) {
                found.put(name, value);
            }
        }
        return found;
    }
}
