package io.todolist.release.command;

import io.todolist.release.replay.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "record", description = "Says what is in a recording of the gateway, and writes it in other forms.")
class RecordCommand implements Runnable {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings of several pods, or folders of them.")
    private List<Path> recordings;

    @Option(names = "--to", paramLabel = "FILE", description = "Where all of them are written as one.")
    private Path merged;

    @Option(names = "--har", paramLabel = "FILE", description = "Where they are written as HTTP Archive 1.2.")
    private Path har;

    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        Recording recording = Recording.read(recordings);
        try {
            if (merged != null) {
                Files.write(merged, recording.lines());
            }
            if (har != null) {
                Files.writeString(har, recording.har());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be written: " + e.getMessage(), e);
        }
        PrintWriter out = command.commandLine().getOut();
        long requests =
                recording.routes().values().stream().mapToLong(Long::longValue).sum();
        out.printf("%,d visits, %,d requests%n", recording.size(), requests);
        recording.routes().forEach((route, number) -> out.printf("%,8d  %s%n", number, route));
        out.flush();
    }
}
