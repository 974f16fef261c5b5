package io.todolist.release.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PlantedVersion as the setup names it. */
final class Planted {
    private Planted() {}

    static Setup.Version version(String name, String... faults) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
        List<String> command = Stream.concat(
                        Stream.of(
                                java,
                                "-Xmx24m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Dsun.net.httpserver.nodelay=true",
                                "-cp",
                                classes,
                                PlantedVersion.class.getName()),
                        Stream.of(faults))
                .toList();
        return new Setup.Version(name, command, Map.of());
    }
}
