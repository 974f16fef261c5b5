package io.todolist.manifests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kustomizations refer to is there. Rendering them is kubectl's work, and the cluster's to try. */
class KustomizationsTest {
    private static final Map<String, String> LEAST =
            Map.of("Deployment", "replicas", "HorizontalPodAutoscaler", "minReplicas");

    static Stream<Path> all() throws IOException {
        return Stream.concat(
                Stream.of(Checkout.ROOT.resolve("knative/Kustomization")),
                Files.walk(Checkout.ROOT.resolve("k8s")).filter(file -> file.endsWith("kustomization.yaml")));
    }

    @ParameterizedTest
    @MethodSource("all")
    void resourcesAreThere(Path kustomization) throws IOException {
        assertFalse(objects(kustomization).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("all")
    void patchesHaveWhatTheyPatch(Path kustomization) throws IOException {
        List<Map<String, Object>> objects = objects(kustomization);
        for (Map<String, Object> patch :
                Yaml.maps(Yaml.readAll(kustomization).get(0).get("patches"))) {
            Map<String, Object> target = patch.containsKey("target")
                    ? Yaml.map(patch, "target")
                    : target(Yaml.map(Yaml.read(patch.get("patch").toString())));
            assertTrue(objects.stream().anyMatch(object -> is(object, target)), () -> "nothing to patch for " + target);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFileOfTheFolderIsUsed(Path kustomization) throws IOException {
        List<?> resources = (List<?>) Yaml.readAll(kustomization).get(0).get("resources");
        try (Stream<Path> files = Files.list(kustomization.getParent())) {
            List<String> unused = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                    .filter(name -> !resources.contains(name))
                    .toList();
            assertTrue(unused.isEmpty(), () -> unused + " not used by " + kustomization);
        }
    }

    /** So that somebody looks for events from time to time, see k8s/README.md. */
    @ParameterizedTest
    @MethodSource("all")
    void onPlainKubernetesEachServiceHasAPod(Path kustomization) throws IOException {
        for (Map<String, Object> object : objects(kustomization)) {
            String least = LEAST.get(object.get("kind"));
            if (least != null) {
                assertTrue((int) Yaml.map(object, "spec").getOrDefault(least, 1) > 0, () -> "may have none: " + object);
            }
        }
    }

    private static Map<String, Object> target(Map<String, Object> patch) {
        return Map.of(
                "kind", patch.get("kind"), "name", Yaml.map(patch, "metadata").get("name"));
    }

    private static boolean is(Map<String, Object> object, Map<String, Object> target) {
        return object.get("kind").equals(target.get("kind"))
                && (!target.containsKey("name")
                        || target.get("name")
                                .equals(Yaml.map(object, "metadata").get("name")));
    }

    private static List<Map<String, Object>> objects(Path kustomization) throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object resource : (List<?>) Yaml.readAll(kustomization).get(0).get("resources")) {
            Path path = kustomization.resolveSibling(resource.toString());
            if (Files.isDirectory(path)) {
                Path below = path.resolve("kustomization.yaml");
                objects.addAll(objects(Files.exists(below) ? below : path.resolve("Kustomization")));
            } else {
                objects.addAll(Yaml.readAll(path));
            }
        }
        return objects;
    }
}
