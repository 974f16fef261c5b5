package io.todolist.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Commands as a person would type them, and what the person would read. kubectl works in the namespace it is made for. */
record Kubectl(String namespace) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** What a command wrote, and whether it was content. */
    record Output(int status, String text, String errors) {}

    /** Fails with what the command complained about. */
    String run(String... arguments) {
        return successful(List.of(arguments), attempt("", arguments));
    }

    Output attempt(String input, String... arguments) {
        return command(input, kubectl(arguments));
    }

    JsonNode json(String... arguments) {
        try {
            return JSON.readTree(run(append(arguments, "-o", "json")));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of one field, as {@code .status.url}; empty when it is not there. */
    String field(String object, String path) {
        return run("get", object, "--ignore-not-found", "-o", "jsonpath={" + path + "}");
    }

    void apply(String yaml) {
        successful(List.of("apply"), attempt(yaml, "apply", "-f", "-"));
    }

    void delete(String... objects) {
        run(append(append(new String[] {"delete", "--ignore-not-found", "--wait=false"}, objects)));
    }

    /** With all that is in it; comes back when it is gone. */
    void removeNamespace() {
        run("delete", "namespace", namespace, "--ignore-not-found", "--timeout=180s");
    }

    /** Writes on and on, as a watch does; the caller ends it. */
    Process start(String... arguments) {
        try {
            return new ProcessBuilder(kubectl(arguments))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some other command of the machine. */
    static String command(String... words) {
        return successful(List.of(words), command("", List.of(words)));
    }

    private List<String> kubectl(String... arguments) {
        List<String> words = new ArrayList<>(List.of("kubectl", "--namespace=" + namespace));
        words.addAll(List.of(arguments));
        return words;
    }

    private static Output command(String input, List<String> words) {
        try {
            Process process = new ProcessBuilder(words).start();
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String text = read(process.getInputStream());
            return new Output(process.waitFor(), text, errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String successful(List<String> words, Output output) {
        if (output.status != 0) {
            throw new IllegalStateException(String.join(" ", words) + ": " + output.errors + output.text);
        }
        return output.text.strip();
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] append(String[] first, String... second) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(second));
        return all.toArray(String[]::new);
    }
}
