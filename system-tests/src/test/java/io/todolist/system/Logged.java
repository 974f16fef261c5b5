package io.todolist.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The request log of the services, as the processes have written it. */
final class Logged {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGIN = "{\"log\":\"request\"";

    private Logged() {}

    static List<String> lines(String service) {
        try (Stream<String> lines = Files.lines(Path.of("target", service + ".log"))) {
            return lines.filter(line -> line.startsWith(BEGIN)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> of(String service, String trace) {
        return lines(service).stream()
                .filter(line -> line.contains(trace))
                .map(Logged::read)
                .toList();
    }

    static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
