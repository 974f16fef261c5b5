package io.todolist.release.command;

import io.todolist.release.gate.Evidence;
import io.todolist.release.gate.Findings;
import io.todolist.release.gate.Findings.Finding;
import io.todolist.release.gate.Recorder;
import io.todolist.release.gate.Repository;
import io.todolist.release.gate.Thresholds;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "gate",
        description =
                "Says whether what is committed may be released, by what its tests have shown. Nothing is run for it.")
class GateCommand implements Callable<Integer> {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            defaultValue = "release.yaml",
            description = "Says what has to be shown: its part `gate` (${DEFAULT-VALUE}).")
    private Path file;

    @Option(
            names = "--repository",
            paramLabel = "FOLDER",
            defaultValue = ".",
            scope = ScopeType.INHERIT,
            description = "In the git repository that is meant (${DEFAULT-VALUE}).")
    private Path repository;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        List<Finding> findings =
                Findings.of(new Repository(repository), Thresholds.of(file).orElseGet(Thresholds::usual));
        PrintWriter out = command.commandLine().getOut();
        findings.forEach(finding -> out.printf("%s  %s%n", finding.green() ? "green" : "RED  ", finding.said()));
        out.flush();
        return findings.stream().allMatch(Finding::green) ? ExitStatus.GOOD : ExitStatus.FAILED;
    }

    /**
     * What a release keeps of it; null if its file does not speak of the gate.
     *
     * @param reason why it is not asked; null if it has to be green
     * @throws IllegalStateException if it is red
     */
    static String passed(Path file, String reason) {
        Optional<Thresholds> thresholds = Thresholds.of(file);
        if (thresholds.isEmpty()) {
            return null;
        }
        if (reason != null) {
            return "The gate was not asked: " + reason;
        }
        Repository repository = new Repository(file.toAbsolutePath().normalize().getParent());
        List<String> red = Findings.of(repository, thresholds.get()).stream()
                .filter(finding -> !finding.green())
                .map(Finding::said)
                .toList();
        if (!red.isEmpty()) {
            throw new IllegalStateException(
                    "The gate is red, and --without-gate REASON begins all the same:\n" + String.join("\n", red));
        }
        return "The gate is green.";
    }

    @Command(
            name = "record",
            description = "Notes what `./mvnw verify` has just shown of what is committed, if it has passed.")
    int record(
            @Option(
                            names = "--since",
                            paramLabel = "COMMIT",
                            description = "The release before, if the tests did not run beside it.")
                    String since) {
        Evidence evidence = new Recorder(new Repository(repository)).record(since, Instant.now());
        command.commandLine().getOut().printf("Noted what is known of the tree %s.%n", evidence.tree());
        command.commandLine().getOut().flush();
        return ExitStatus.GOOD;
    }
}
