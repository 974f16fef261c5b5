package io.todolist.release.command;

import io.todolist.release.judge.Difference;
import io.todolist.release.judge.Replayed;
import io.todolist.release.replay.Recording;
import io.todolist.release.replay.Replays;
import io.todolist.release.walk.Accepted;
import io.todolist.release.walk.Address;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.Plan;
import io.todolist.release.walk.Replay;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = "Plays a recording to two versions, without a release, and says where they answer otherwise.")
class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings, or folders of them.")
    private List<Path> recordings;

    @ArgGroup(multiplicity = "1")
    private Versions versions;

    static class Versions {
        @ArgGroup(exclusive = false)
        private Addresses addresses;

        @Option(
                names = "--throwaway",
                paramLabel = "FILE",
                description = {
                    "A file of `release local` with the two versions, the current one first.",
                    "They run for this replay alone, each on empty databases by its command."
                })
        private String throwaway;
    }

    static class Addresses {
        @Option(names = "--current", paramLabel = "URL", required = true, description = "Where the current version is.")
        private URI current;

        @Option(names = "--candidate", paramLabel = "URL", required = true, description = "Where the candidate is.")
        private URI candidate;
    }

    @Option(
            names = "--current-header",
            paramLabel = "NAME=VALUE",
            description = "What each request to the current version has, too; $$NAME for what the environment says.")
    private Map<String, String> currentHeaders;

    @Option(
            names = "--candidate-header",
            paramLabel = "NAME=VALUE",
            description = "The same for the candidate, such as X-Todolist-Candidate=rule-service.")
    private Map<String, String> candidateHeaders;

    @Option(
            names = "--via",
            paramLabel = "HOST:PORT",
            description = "What the connections go to, where the hosts of the URLs can't be resolved.")
    private String via;

    @Option(names = "--speed", paramLabel = "TIMES", description = "How many times as fast as the visitors (1).")
    private Double speed;

    @Option(
            names = "--longest-pause",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "What is longer is cut to this (5s).")
    private Duration longestPause;

    @Option(names = "--visits", paramLabel = "NUMBER", description = "At most (10).")
    private Integer visits;

    @Option(names = "--at-once", paramLabel = "NUMBER", description = "So many visits at the same time (4).")
    private Integer atOnce;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A release.yaml, for the differences that it accepts.")
    private Path file;

    @Option(
            names = "--notes",
            paramLabel = "FOLDER",
            defaultValue = ".release",
            description = "Where the accounts are noted until they are erased (${DEFAULT-VALUE}).")
    private Path notes;

    @Option(names = "--json", description = "All that is known, as JSON.")
    private boolean json;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        List<Accepted> accepted =
                file == null ? List.of() : Json.written(file, Plan.class).accept();
        Replay how = new Replay(
                recordings.get(0).toString(), speed, longestPause, visits, atOnce, null, null, versions.throwaway);
        Replayed replayed = played(Recording.read(recordings), how, accepted);
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(Json.text(replayed));
        } else {
            tell(replayed, out);
        }
        out.flush();
        return ExitStatus.of(replayed);
    }

    private Replayed played(Recording recording, Replay how, List<Accepted> accepted) {
        Replays replays =
                new Replays(null, notes, Where.CLOCK, command.commandLine().getErr()::println);
        if (versions.throwaway != null) {
            return replays.play(recording, how, accepted);
        }
        return replays.play(
                recording,
                how,
                accepted,
                new Address(versions.addresses.current, via, currentHeaders),
                new Address(versions.addresses.candidate, via, candidateHeaders));
    }

    private static void tell(Replayed replayed, PrintWriter out) {
        for (Difference difference : replayed.differences()) {
            out.printf("%s: %s%n", difference.verdict().said(), difference.said());
        }
        if (replayed.further() > 0) {
            out.printf("and %,d further differences%n", replayed.further());
        }
        out.println(replayed.said());
    }
}
