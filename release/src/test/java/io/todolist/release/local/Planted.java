package io.todolist.release.local;

import io.todolist.release.replay.PlantedTodolist;
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

    /** A PlantedTodolist, which reads and writes JSON by a library. */
    public static Map<String, ?> todolist(String name, PlantedTodolist.Fault fault) {
        return version(
                name,
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PlantedTodolist.class,
                List.of(fault.name()));
    }

    public static Map<String, ?> version(String name, String... faults) {
        return version(name, Path.of("target", "test-classes").toString(), PlantedVersion.class, List.of(faults));
    }

    private static Map<String, ?> version(String name, String classPath, Class<?> main, List<String> faults) {
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
                                classPath,
                                main.getName()),
                        faults.stream())
                .toList();
        return Map.of("name", name, "command", command);
    }
}
