package io.todolist.release.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command as the build has packaged it, the way a person starts it. */
public final class Program implements AutoCloseable {
    private final Path said;
    private final Process process;

    private Program(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("./release"));
        command.addAll(List.of(arguments));
        said = Files.createTempFile("release", ".out");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    static Program start(String... arguments) throws IOException {
        return new Program(Map.of(), arguments);
    }

    public record Said(int status, String text) {}

    /** To its end. */
    public static Said run(Map<String, String> environment, String... arguments) throws Exception {
        try (Program program = new Program(environment, arguments)) {
            if (!program.process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("does not end; it said " + program.said());
            }
            return new Said(program.process.exitValue(), program.said());
        }
    }

    String said() throws IOException {
        return Files.readString(said);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.delete(said);
    }
}
