package io.todolist.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The times of a call through the services, as they are committed, from short to long: whoever waits for another one waits longer
 * than it does. The gateway checks the order of its own at its start; those of the others nobody else compares.
 */
class WaitsTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void eachWaitIsLongerThanThoseInsideIt() throws IOException {
        String gateway = "gateway-service/src/main/";
        Duration connect = millis(
                gateway + "resources/application.properties", "(?m)^quarkus\\.rest-client\\.connect-timeout=(\\d+)");
        Duration read = millis(
                gateway + "resources/application.properties", "(?m)^quarkus\\.rest-client\\.read-timeout=(\\d+)");
        Duration hold = seconds(
                find(gateway + "java", "DownstreamConfig.java"),
                "@WithDefault\\(\"(\\d+)s\"\\)\\s+Duration hold\\(\\)");
        Duration place = seconds(
                find(gateway + "java", "DownstreamConfig.java"),
                "@WithDefault\\(\"(\\d+)s\"\\)\\s+Duration longestWait\\(\\)");
        Duration grace = seconds(
                find("user-service/src/main/java", "SessionConfig.java"),
                "@WithDefault\\(\"(\\d+)s\"\\)\\s+Duration grace\\(\\)");
        Duration pod = seconds(gateway + "kubernetes/knative.yml", "timeoutSeconds: (\\d+)");

        List<Duration> waits = List.of(connect, read, hold, grace);
        assertEquals(waits.stream().sorted().distinct().toList(), waits, "connect, read, hold, grace");
        assertEquals(
                true,
                pod.compareTo(place.multipliedBy(3).plus(hold).plus(read)) > 0,
                "a pod lives longer than a search that waits for its three places, is held, and its last attempt");
        assertEquals(
                true, grace.compareTo(hold.plus(read)) > 0, "a refresh is repeatable for longer than it is repeated");
    }

    private static Duration millis(String file, String pattern) throws IOException {
        return Duration.ofMillis(number(file, pattern));
    }

    private static Duration seconds(String file, String pattern) throws IOException {
        return Duration.ofSeconds(number(file, pattern));
    }

    private static long number(String file, String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(ROOT.resolve(file)));
        if (!found.find()) {
            throw new AssertionError(pattern + " is not in " + file);
        }
        return Long.parseLong(found.group(1));
    }

    private static String find(String folder, String name) throws IOException {
        try (var files = Files.walk(ROOT.resolve(folder))) {
            return ROOT.relativize(files.filter(file -> file.endsWith(name))
                            .findFirst()
                            .orElseThrow())
                    .toString();
        }
    }
}
