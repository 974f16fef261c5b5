package io.todolist.release.command;

import io.todolist.release.walk.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Each service's release is one by itself, so whoever is killed or waits goes on with the same command. */
@Command(
        name = "all",
        description = {
            "Releases all services, one after the other in the order of FILE, until one is not promoted.",
            "Called again, it goes on there."
        })
class AllCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "VERSION",
            description = "What is released: of user-service, v2 is the version user-service-v2.")
    private String version;

    @Parameters(
            index = "1..*",
            paramLabel = "OPTION",
            arity = "0..*",
            description = "After `--`: what each `release run` has, too.")
    private List<String> options = List.of();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            defaultValue = "release.yaml",
            description = "Names the services, in whose folders beside it their release.yaml are (${DEFAULT-VALUE}).")
    private Path file;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        for (String service : Json.written(file, Order.class).services()) {
            out.println(service);
            out.flush();
            int status = run(service);
            if (status != ExitStatus.GOOD) {
                return status;
            }
        }
        return ExitStatus.GOOD;
    }

    private int run(String service) {
        List<String> words = new ArrayList<>(options);
        words.add("--file=" + file.toAbsolutePath().resolveSibling(service).resolve("release.yaml"));
        words.add("--candidate=" + service + "-" + version);
        CommandLine outer = command.commandLine();
        return Commands.told(new CommandLine(RunCommand.class, outer.getFactory()))
                .setOut(outer.getOut())
                .setErr(outer.getErr())
                .execute(words.toArray(String[]::new));
    }
}
