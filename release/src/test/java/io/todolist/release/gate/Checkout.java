package io.todolist.release.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A small git repository with the modules "shop" and "manifests", and reports of their tests. */
public final class Checkout {
    /** Of a release before: lines 2 and 3 of the only class. */
    public final String before;

    public final Path folder;

    public Checkout(Path folder) throws Exception {
        this.folder = folder;
        git("init", "--quiet");
        git("config", "user.name", "Ann");
        git("config", "user.email", "ann@example.com");
        write(".gitignore", "target/\n");
        write("pom.xml", "<project><modules><module>shop</module><module>manifests</module></modules></project>\n");
        write(
                "shop/src/main/java/shop/Till.java",
                "class Till {\n    int one() { return 1; }\n    int two() { return 2; }\n}\n");
        write("shop/src/test/java/shop/TillTest.java", "class TillTest {}\n");
        write("manifests/src/test/java/ManifestsTest.java", "class ManifestsTest {}\n");
        commit("before");
        before = git("rev-parse", "HEAD").strip();
        write(
                "shop/src/main/java/shop/Till.java",
                "class Till {\n    int one() { return 1; }\n    int two() { return 2; }\n    int three() { return 3; }\n    int four() { return 4; }\n}\n");
        commit("three and four");
        // As a checkout some time ago, so that a report is newer.
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            }
        }
        coverage(2, 3, 4, 5);
        tests("manifests", "ManifestsTest", "");
        tests("shop", "shop.TillTest", "");
        besideTheReleaseBefore();
    }

    /** @param what came of it, nothing if it passed */
    public void tests(String module, String test, String what) throws IOException {
        report(module, test, what, "");
    }

    public void besideTheReleaseBefore() throws IOException {
        report(
                "shop",
                "shop.PreviousReleaseTest",
                "",
                "<property name=\"previous.release\" value=\"/somewhere/" + before + "\"/>");
    }

    public void report(String module, String test, String what, String properties) throws IOException {
        write(
                module + "/target/surefire-reports/TEST-" + test + ".xml",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="%s"><properties>%s</properties><testcase name="holds" classname="%s">%s</testcase></testsuite>
                """
                        .formatted(test, properties, test, what));
    }

    /** The lines of the class that tests have run. */
    public void coverage(Integer... covered) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int line = 2; line <= 5; line++) {
            lines.append("<line nr=\"%d\" mi=\"0\" ci=\"%d\"/>"
                    .formatted(line, List.of(covered).contains(line) ? 3 : 0));
        }
        write(
                "shop/target/jacoco-report/jacoco.xml",
                """
                <?xml version="1.0"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
                <report name="shop"><package name="shop"><sourcefile name="Till.java">%s</sourcefile></package></report>
                """
                        .formatted(lines));
    }

    public Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    public void commit(String message) throws Exception {
        git("add", "--all");
        git("commit", "--quiet", "--message=" + message);
    }

    public String git(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        return said;
    }
}
