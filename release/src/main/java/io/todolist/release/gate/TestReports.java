package io.todolist.release.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamReader;

/** What Surefire and Failsafe have written of a module's tests. One that passed at another try has passed. */
final class TestReports {
    /** Of the system tests: it is skipped where there is no release before. */
    private static final String BESIDE_THE_RELEASE_BEFORE = "PreviousReleaseTest";

    private final List<Path> files = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private long tests;
    private String test;
    private String previous = "";
    private boolean beside;

    TestReports(Path module) {
        for (String kind : List.of("surefire", "failsafe")) {
            files.addAll(in(module.resolve("target").resolve(kind + "-reports")));
        }
        files.forEach(file -> Xml.read(file, this::see));
    }

    private static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void see(XMLStreamReader element) {
        switch (element.getLocalName()) {
            case "property" -> property(Xml.attribute(element, "name"), Xml.attribute(element, "value"));
            case "testcase" -> {
                tests++;
                test = Xml.attribute(element, "classname") + "." + Xml.attribute(element, "name");
                beside |= test.contains("." + BESIDE_THE_RELEASE_BEFORE + ".");
            }
            case "failure", "error" -> failed.add(test);
            case "skipped" -> skipped.add(test);
            default -> {
                // Times and output.
            }
        }
    }

    private void property(String name, String value) {
        if (name.equals("test")) {
            throw new IllegalStateException("Not all tests were run, but -Dtest=" + value);
        }
        if (name.equals("previous.release")) {
            previous = value;
        }
    }

    /** The release before whose services worked on the schema of this one: its folder has its commit's name. */
    Optional<String> beside() {
        return beside && !previous.isEmpty()
                ? Optional.of(Path.of(previous).getFileName().toString())
                : Optional.empty();
    }

    /** @throws IllegalStateException if not all of them passed, or none has run */
    void refuseFailures(String module) {
        if (tests == 0) {
            throw new IllegalStateException(module + ": no test has run");
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException(module + ": not passed: " + String.join(", ", failed));
        }
    }

    List<Path> files() {
        return files;
    }

    Evidence.Module of(String name, Coverage coverage) {
        return new Evidence.Module(
                name,
                tests,
                List.copyOf(skipped),
                coverage.lines(name + "/").count(),
                coverage.lines(name + "/").filter(Coverage.Line::covered).count());
    }
}
