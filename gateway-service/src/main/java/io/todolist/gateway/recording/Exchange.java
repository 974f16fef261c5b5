package io.todolist.gateway.recording;

import java.time.Instant;
import java.util.Map;

/** A request and its answer as they were. It never leaves the process: {@link Line} is what does. */
record Exchange(
        String visit,
        Instant at,
        long millis,
        String method,
        String path,
        String query,
        Map<String, String> requestHeaders,
        Body request,
        int status,
        Map<String, String> answerHeaders,
        Body answer) {

    /** What wakes who waits for one. */
    static final Exchange NONE = new Exchange(null, null, 0, null, null, null, null, null, 0, null, null);

    /** Its first line and its headers, which a client could make long. */
    private static final int HEAD_BYTES = 4096;

    int bytes() {
        return bytes(request.size(), answer.size());
    }

    /** What it takes of the memory. */
    static int bytes(int requestSize, int answerSize) {
        return HEAD_BYTES + Body.kept(requestSize) + Body.kept(answerSize);
    }
}
