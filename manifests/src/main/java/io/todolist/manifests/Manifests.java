package io.todolist.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the manifests of all services: {@code knative/}, the generated part of {@code k8s/base}, and in {@code faas/} what other
 * platforms want instead.
 *
 * <p>Arguments: "write", or "check" to write nothing and fail when something is stale; the checkout; where to write.
 */
public final class Manifests {
    private static final String YOURS = "  traffic:\n";

    private final boolean check;
    private final Path folder;
    private final List<Path> stale = new ArrayList<>();
    private final List<Pod> services = new ArrayList<>();
    private final List<Pod> migrations = new ArrayList<>();

    private Manifests(boolean check, Path folder) {
        this.check = check;
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        Manifests manifests = new Manifests(args[0].equals("check"), Path.of(args[2]));
        try (Stream<Path> modules = Files.list(Path.of(args[1]))) {
            for (Path service : modules.filter(path -> path.toString().endsWith("-service"))
                    .sorted()
                    .toList()) {
                manifests.of(service);
            }
        }
        manifests.platforms();
        manifests.complain();
    }

    private void of(Path service) throws IOException {
        String name = service.getFileName().toString();
        Generated generated = Generated.read(service.resolve("target/kubernetes"));
        knative("knative/" + name + ".yaml", name, generated);
        Pod pod = Pod.of(generated.knativeService());
        services.add(pod);
        List<Map<String, Object>> base = new ArrayList<>(List.of(generated.service(), generated.deployment()));
        if (Files.exists(service.resolve("src/main/resources/db/migration"))) {
            base.add(generated.migration());
            migrations.add(pod.migrated(generated.migration()));
            write("knative/" + name + "-migration.yaml", header(name) + Yaml.write(generated.migration()));
        }
        write("k8s/base/" + name + ".yaml", header(name) + yaml(base));
    }

    private void platforms() throws IOException {
        for (String name : Platform.NAMES) {
            for (Map.Entry<String, String> file :
                    new Platform(name).files(services, migrations).entrySet()) {
                write(file.getKey(), file.getValue());
            }
        }
    }

    /** All of the file belongs to the build, except spec.traffic at its end, which is kept to the letter. */
    private void knative(String name, String service, Generated generated) throws IOException {
        Path file = folder.resolve(name);
        String built = header(service)
                + "# Only spec.traffic is edited here: it is yours, and a build adds to it no more than a new revision at 0 %.\n"
                + Yaml.write(generated.knativeService());
        String text = Files.exists(file) ? Files.readString(file) : "";
        int start = text.indexOf("\n" + YOURS) + 1;
        String traffic = start > 0 ? text.substring(start) : "";
        write(name, built + traffic(file, traffic, generated.revision()));
    }

    private static String traffic(Path file, String text, String revision) {
        try {
            if (text.isEmpty()) {
                return Traffic.firstInstall(revision).text().indent(2);
            }
            Traffic traffic = Traffic.parse(text.stripIndent());
            return traffic.has(revision)
                    ? text
                    : traffic.release(revision).text().indent(2);
        } catch (RuntimeException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        if (check) {
            stale.add(file);
        } else {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    private void complain() {
        if (!stale.isEmpty()) {
            throw new IllegalStateException(stale.stream()
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.joining(
                            ", ", "Stale: ", ". Run ./mvnw package -DskipTests and commit what it writes.")));
        }
    }

    private static String header(String service) {
        return "# Written by the build from " + service + "/src/main/resources/application.properties and " + service
                + "/src/main/kubernetes.\n";
    }

    private static String yaml(List<Map<String, Object>> objects) {
        return objects.stream().map(Yaml::write).collect(Collectors.joining("---\n"));
    }
}
