package io.todolist.release.local;

import io.todolist.release.walk.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Setups with PlantedVersions. */
public final class Planted {
    private Planted() {}

    /** A setup with free ports. */
    public static Path setup(int warmUp, List<Map<String, ?>> versions) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "planted")), "setup");
        Path file = folder.resolve("versions.yaml");
        Map<String, ?> setup =
                Map.of("port", 0, "control", 0, "warmUp", warmUp, "logs", folder.toString(), "versions", versions);
        Files.write(file, Json.YAML.writeValueAsBytes(setup));
        return file;
    }

    public static Map<String, ?> version(String name, String... faults) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(
                        Stream.of(
                                java,
                                "-Xmx24m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Dsun.net.httpserver.nodelay=true",
                                "-cp",
                                Path.of("target", "test-classes").toString(),
                                PlantedVersion.class.getName()),
                        Stream.of(faults))
                .toList();
        return Map.of("name", name, "command", command);
    }
}
