package io.todolist.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The committed manifests. */
final class Checkout {
    static final Path ROOT = Path.of("..");
    static final List<String> SERVICES = List.of("gateway-service", "rule-service", "user-service");

    private Checkout() {}

    static List<Map<String, Object>> objects(String... files) {
        return Stream.of(files)
                .map(ROOT::resolve)
                .map(Checkout::read)
                .flatMap(List::stream)
                .toList();
    }

    static Map<String, Object> knative(String service) {
        return objects("knative/" + service + ".yaml").get(0);
    }

    static Map<String, Object> pod(Map<String, Object> object) {
        return Yaml.map(object, "spec", "template", "spec");
    }

    static Map<String, Object> container(Map<String, Object> object) {
        return Yaml.maps(pod(object).get("containers")).get(0);
    }

    private static List<Map<String, Object>> read(Path file) {
        try {
            return Yaml.readAll(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files in the order in which kubectl apply -f takes them. */
    static List<String> files(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> ROOT.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
