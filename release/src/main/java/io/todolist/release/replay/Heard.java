package io.todolist.release.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.release.walk.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** An answer as it came. */
record Heard(int status, MultiMap headers, Buffer body) {

    /** Null if it is not there. */
    String header(String name) {
        return headers.get(name);
    }

    /** Null if it is none. */
    JsonNode json() {
        String type = header("content-type");
        if (type == null || !type.matches("application/([a-z.+-]+\\+)?json\\b.*")) {
            return null;
        }
        try {
            JsonNode read = Json.MAPPER.readTree(body.getBytes());
            return read.isMissingNode() ? null : read;
        } catch (IOException e) {
            return null;
        }
    }
}
