package io.todolist.release.gate;

import io.todolist.release.gate.Coverage.Line;
import io.todolist.release.gate.Evidence.Changes;
import io.todolist.release.gate.Evidence.Module;
import io.todolist.release.walk.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Notes what `./mvnw verify` has shown of the tree, from the reports that it has written, if all has passed. */
public final class Recorder {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private final Repository repository;
    private final List<String> files;

    public Recorder(Repository repository) {
        this.repository = repository;
        this.files = repository.files();
    }

    /** @param since the release before; null for that which the tests ran beside */
    public Evidence record(String since, Instant now) {
        String tree = repository.tree();
        List<String> names = modules();
        Coverage coverage = new Coverage(
                files,
                names.stream()
                        .map(name -> repository.top().resolve(name).resolve("target/jacoco-report/jacoco.xml"))
                        .filter(Files::exists)
                        .toList());
        List<Module> modules = new ArrayList<>();
        Optional<String> beside = Optional.empty();
        for (String name : names) {
            if (hasTests(name)) {
                TestReports reports = new TestReports(repository.top().resolve(name));
                reports.refuseFailures(name);
                refuseOlder(reports);
                modules.add(reports.of(name, coverage));
                beside = beside.or(reports::beside);
            }
        }
        String before = since == null ? beside.orElse(null) : since;
        Evidence evidence = new Evidence(
                Evidence.FORMAT,
                tree,
                now,
                modules,
                before == null ? null : changes(before, coverage),
                beside.orElse(null));
        repository.note(tree, Json.text(evidence));
        return evidence;
    }

    /** Those of the build. */
    private List<String> modules() {
        try {
            String pom = Files.readString(repository.top().resolve("pom.xml"));
            return MODULE.matcher(pom).results().map(found -> found.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean hasTests(String module) {
        return files.stream().anyMatch(file -> file.startsWith(module + "/src/test/") && file.endsWith("Test.java"));
    }

    /** A report that is older than a source tells of another tree. */
    private void refuseOlder(TestReports reports) {
        long newest = files.stream()
                .filter(file -> file.contains("/src/") || file.endsWith("pom.xml"))
                .mapToLong(file -> modified(repository.top().resolve(file)))
                .max()
                .orElse(0);
        for (Path report : reports.files()) {
            if (modified(report) < newest) {
                throw new IllegalStateException(repository.top().relativize(report)
                        + " is older than the sources: ./mvnw verify runs the tests of this tree");
            }
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Changes changes(String since, Coverage coverage) {
        ChangedLines changed = new ChangedLines(repository.changedJava(since));
        List<Line> lines = coverage.lines("").filter(changed::contain).toList();
        List<Line> uncovered = lines.stream().filter(line -> !line.covered()).toList();
        return new Changes(since, lines.size(), lines.size() - uncovered.size(), places(uncovered));
    }

    /** FILE:LINE, or FILE:FIRST-LAST of those that follow each other. */
    private static List<String> places(List<Line> lines) {
        List<String> places = new ArrayList<>();
        int end;
        for (int begin = 0; begin < lines.size(); begin = end) {
            Line first = lines.get(begin);
            end = begin + 1;
            while (end < lines.size() && lines.get(end).isAfter(lines.get(end - 1))) {
                end++;
            }
            String place = first.file() + ":" + first.number();
            places.add(
                    end == begin + 1 ? place : place + "-" + lines.get(end - 1).number());
        }
        return places;
    }
}
