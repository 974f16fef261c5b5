package io.todolist.release.command;

import io.todolist.release.report.Report;
import io.todolist.release.walk.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = "Writes what is known of a release: for people, as a page with plots, and as JSON.")
class ReportCommand implements Callable<Integer> {
    @Mixin
    private Where where;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = ".release",
            description = "Where report.md, report.html and report.json are written (${DEFAULT-VALUE}).")
    private Path folder;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        State state = where.state();
        try {
            Files.createDirectories(folder);
            for (Report report : Report.values()) {
                Path file = folder.resolve(name(report));
                Files.writeString(file, report.of(state));
                command.commandLine().getOut().println(file.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ExitStatus.of(state);
    }

    private static String name(Report report) {
        return switch (report) {
            case MARKDOWN -> "report.md";
            case JSON -> "report.json";
            case HTML -> "report.html";
        };
    }
}
