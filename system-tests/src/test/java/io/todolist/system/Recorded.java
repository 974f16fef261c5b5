package io.todolist.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder of recordings, as one text with all names and values in it, in small letters. */
final class Recorded {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The last characters of a text by which it is looked up. */
    private static final int END = 3;

    private final StringBuilder text = new StringBuilder();
    private int answers;

    private Recorded() {}

    static Recorded in(Path folder) throws IOException {
        Recorded recorded = new Recorded();
        for (Path file : files(folder)) {
            lines(file).forEach(recorded::read);
        }
        return recorded;
    }

    static long size(Path folder) throws IOException {
        long size = 0;
        for (Path file : files(folder)) {
            size += lines(file).count();
        }
        return size;
    }

    /** Of the last line, the end may not be written yet. */
    private static Stream<String> lines(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines();
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private void read(String line) {
        try {
            JsonNode exchange = JSON.readTree(line);
            answers += exchange.path("response").path("status").asInt() / 100 == 2 ? 1 : 0;
            add(URLDecoder.decode(exchange.path("request").path("query").asText(), StandardCharsets.UTF_8));
            add(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    private void add(JsonNode node) {
        if (node.isTextual()) {
            add(node.textValue());
        }
        if (node.isArray()) {
            node.forEach(this::add);
        }
        node.properties().forEach(field -> {
            add(field.getKey());
            add(field.getValue());
        });
    }

    private void add(String value) {
        text.append(value.toLowerCase(Locale.ROOT)).append('\n');
    }

    /** Those that a good status was answered to. */
    int answers() {
        return answers;
    }

    /** Those of these that are in it. */
    Set<String> found(Collection<String> secrets) {
        Map<String, List<String>> byEnd = new HashMap<>();
        secrets.forEach(
                secret -> byEnd.computeIfAbsent(secret.substring(secret.length() - END), end -> new ArrayList<>())
                        .add(secret));
        Set<String> found = new TreeSet<>();
        String all = text.toString();
        for (int end = END; end <= all.length(); end++) {
            for (String secret : byEnd.getOrDefault(all.substring(end - END, end), List.of())) {
                if (all.startsWith(secret, end - secret.length())) {
                    found.add(secret);
                }
            }
        }
        return found;
    }
}
