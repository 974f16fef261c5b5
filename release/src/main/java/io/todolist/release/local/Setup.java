package io.todolist.release.local;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file of `release local`: which versions it starts. What is left out has a default.
 *
 * @param port where the visitors come
 * @param control where `release` asks and steers, on this machine alone
 * @param ready the path that answers 200 when a version is ready
 * @param warmUp so many requests of a new process count as cold, because what is compiled while it runs is slow at first
 * @param logs the folder for what the versions write
 * @param versions the oldest first; it has all visitors at the beginning
 */
@RegisterForReflection
record Setup(int port, int control, String ready, Integer warmUp, String logs, List<Version> versions) {

    /** @param environment added to that of `release`; as on Knative, PORT says where to listen, and K_REVISION the name */
    @RegisterForReflection
    record Version(String name, List<String> command, Map<String, String> environment) {
        Version {
            need(name != null && name.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"), "name: the first part of a host");
            need(command != null && !command.isEmpty(), "command: of " + name);
            command = List.copyOf(command);
            environment = environment == null ? Map.of() : Map.copyOf(environment);
        }
    }

    Setup {
        need(port >= 0 && port <= 65535, "port: 0 to 65535");
        need(control >= 0 && control <= 65535, "control: 0 to 65535");
        ready = ready == null ? "/q/health/ready" : ready;
        need(ready.startsWith("/"), "ready: a path");
        warmUp = warmUp == null ? 20 : warmUp;
        need(warmUp >= 0, "warmUp: at least 0");
        logs = logs == null ? ".release" : logs;
        need(versions != null && !versions.isEmpty(), "versions: at least one");
        versions = List.copyOf(versions);
        Set<String> names = new HashSet<>();
        versions.forEach(version -> need(names.add(version.name()), "name: " + version.name() + " is there twice"));
    }

    Path logFolder() {
        return Path.of(logs);
    }

    private static void need(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
