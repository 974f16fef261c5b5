package io.todolist.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command `release` as a person runs it, with a plan that is quicker than people are. */
final class Release {
    private static final Path COMMAND = Settings.CHECKOUT.resolve("release/target/quarkus-app/quarkus-run.jar");

    private final Path folder = temporary();
    private final Path said = folder.resolve("said");

    /** @param plan lines of release.yaml, in place of those that are here, or beside them */
    Release(String... plan) {
        Stream<String> usual = Stream.of("steps: [10, 50, 100]", "window: 20s", "deadline: 3m")
                .filter(line -> Stream.of(plan).noneMatch(other -> other.startsWith(line.split(" ")[0])));
        write(
                folder.resolve("release.yaml"),
                Stream.of(Stream.of("service: gateway-service"), usual, Stream.of(plan))
                        .flatMap(lines -> lines)
                        .toList());
    }

    /** What is known of releases before. */
    static void forget() {
        Stream.of("", "-watched").forEach(kind -> Product.KUBECTL.delete("configmap/release-gateway-service" + kind));
    }

    Process start(String... words) {
        if (!Files.exists(COMMAND)) {
            throw new IllegalStateException("There is no command `release`: e2e/run --build makes it");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder command =
                new ProcessBuilder(Stream.concat(Stream.of(java, "-jar", COMMAND.toString()), Stream.of(words))
                        .toList());
        command.environment().put("RELEASE_KNATIVE_ADDRESS", Settings.INGRESS);
        command.directory(folder.toFile());
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
        try {
            return command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its exit status. */
    int run(String... words) {
        return end(start(words));
    }

    static int end(Process process) {
        try {
            if (!process.waitFor(20, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("A release does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("release");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
