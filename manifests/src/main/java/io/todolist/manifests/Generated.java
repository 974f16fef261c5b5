package io.todolist.manifests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Quarkus made of a service, without what says nothing. The pod is described once, in the Knative Service; the
 * Deployment and the Job that migrates the database run the same container.
 */
final class Generated {
    private static final String HTTP = "http";

    /** What the Job that migrates does not need: nobody signs in there, and it asks nobody. */
    private static final Set<String> SECRETS = Set.of("TODOLIST_SIGNING_KEY", "TODOLIST_EVENTS_KEYS");

    private final Map<String, Object> knativeService;
    private final Map<String, Object> service;
    private final Map<String, Object> deployment;

    private Generated(Map<String, Object> knativeService, Map<String, Object> service, Map<String, Object> deployment) {
        this.knativeService = knativeService;
        this.service = service;
        this.deployment = deployment;
    }

    static Generated read(Path folder) throws IOException {
        List<Map<String, Object>> knative = Yaml.readAll(folder.resolve("knative.yml"));
        List<Map<String, Object>> kubernetes = Yaml.readAll(folder.resolve("kubernetes.yml"));
        Map<String, Object> knativeService = only("Service", knative);
        // Dots are for versions, not for names.
        Map<String, Object> metadata = Yaml.map(knativeService, "spec", "template", "metadata");
        metadata.put("name", metadata.get("name").toString().replace('.', '-'));
        // Of the Service; on a revision it means nothing.
        Yaml.map(metadata, "labels").remove("networking.knative.dev/visibility");
        return new Generated(knativeService, only("Service", kubernetes), only("Deployment", kubernetes));
    }

    private static Map<String, Object> only(String kind, List<Map<String, Object>> objects) {
        return objects.stream()
                .filter(object -> kind.equals(object.get("kind")))
                .findFirst()
                .map(Tidy::object)
                .orElseThrow(() -> new IllegalArgumentException("Quarkus made no " + kind));
    }

    String revision() {
        return Yaml.map(knativeService, "spec", "template", "metadata")
                .get("name")
                .toString();
    }

    /** Without spec.traffic, for which see {@link Traffic}. */
    Map<String, Object> knativeService() {
        return knativeService;
    }

    Map<String, Object> service() {
        return service;
    }

    Map<String, Object> deployment() {
        Map<String, Object> copy = Yaml.copy(deployment);
        // Somebody else's: an autoscaler's, or an overlay's.
        Yaml.map(copy, "spec").remove("replicas");
        Map<String, Object> pod = pod();
        Map<String, Object> container = container(pod);
        container.put("ports", List.of(port(container)));
        List.of("livenessProbe", "readinessProbe")
                .forEach(probe -> Yaml.map(container, probe, "httpGet").put("port", HTTP));
        Yaml.map(copy, "spec", "template").put("spec", pod);
        return Tidy.object(copy);
    }

    /** Named by the revision, because a Job can't be changed. */
    Map<String, Object> migration() {
        Map<String, Object> labels = new LinkedHashMap<>(Yaml.map(deployment, "metadata", "labels"));
        String name = labels.get("app.kubernetes.io/name").toString();
        Map<String, Object> pod = pod();
        Map<String, Object> container = container(pod);
        List.of("ports", "livenessProbe", "readinessProbe", "envFrom").forEach(container::remove);
        container.put("args", List.of("migrate"));
        List<Map<String, Object>> environment = Yaml.maps(container.get("env"));
        environment.removeIf(one -> SECRETS.contains(one.get("name").toString()));
        String owner = name + "-database-owner";
        environment.add(optional("QUARKUS_FLYWAY_USERNAME", owner, "username"));
        environment.add(optional("QUARKUS_FLYWAY_PASSWORD", owner, "password"));
        pod.put("restartPolicy", "OnFailure");
        // Its pods must not get the Service's requests.
        labels.put("app.kubernetes.io/name", name + "-migration");
        Map<String, Object> template = map("metadata", map("labels", labels), "spec", pod);
        Map<String, Object> spec = map("backoffLimit", 10, "ttlSecondsAfterFinished", 3600, "template", template);
        Map<String, Object> metadata = map(
                "labels",
                labels,
                "name",
                revision().replace(name + "-", name + "-migration-"),
                "namespace",
                Yaml.map(deployment, "metadata").get("namespace"));
        return Tidy.object(map("apiVersion", "batch/v1", "kind", "Job", "metadata", metadata, "spec", spec));
    }

    /** Where there is no such secret, Flyway signs in as the service does. */
    private static Map<String, Object> optional(String variable, String secret, String key) {
        Map<String, Object> reference = map("name", secret, "key", key, "optional", true);
        return map("name", variable, "valueFrom", map("secretKeyRef", reference));
    }

    private Map<String, Object> pod() {
        Map<String, Object> pod = Yaml.copy(Yaml.map(knativeService, "spec", "template", "spec"));
        pod.remove("containerConcurrency");
        pod.remove("timeoutSeconds");
        return pod;
    }

    private static Map<String, Object> container(Map<String, Object> pod) {
        return Yaml.maps(pod.get("containers")).get(0);
    }

    private static Map<String, Object> port(Map<String, Object> container) {
        Object number = Yaml.maps(container.get("ports")).get(0).get("containerPort");
        return map("containerPort", number, "name", HTTP);
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Object> all = new ArrayList<>(List.of(keysAndValues));
        for (int i = 0; i < all.size(); i += 2) {
            map.put((String) all.get(i), all.get(i + 1));
        }
        return map;
    }
}
