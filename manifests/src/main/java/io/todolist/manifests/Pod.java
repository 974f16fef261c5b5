package io.todolist.manifests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What knative/ says of a service, in words that are no platform's. */
record Pod(String name, Map<String, Object> facts, List<Variable> variables) {
    private static final String EVENTS = "TODOLIST_EVENTS_FEED";

    /** @param secret where its value is from, null if it is written here */
    record Variable(String name, String value, String secret) {

        private static Stream<Variable> from(Map<String, Object> variable) {
            String name = variable.get("name").toString();
            if (!variable.containsKey("valueFrom")) {
                return Stream.of(new Variable(name, variable.get("value").toString(), null));
            }
            Map<String, Object> source = Yaml.map(variable, "valueFrom");
            Map<String, Object> reference =
                    Yaml.map(source, source.keySet().iterator().next());
            return Boolean.TRUE.equals(reference.get("optional"))
                    ? Stream.empty()
                    : Stream.of(new Variable(name, null, secret(reference)));
        }

        /** Elsewhere a secret has one value. Those with one here are called as they are, others by the key, too. */
        private static String secret(Map<String, Object> reference) {
            String name = reference.get("name").toString();
            String key = reference.get("key").toString().replaceFirst("\\..*", "");
            return key.equals(name) ? name : name + "-" + key;
        }
    }

    static Pod of(Map<String, Object> knativeService) {
        Map<String, Object> metadata = Yaml.map(knativeService, "metadata");
        Map<String, Object> template = Yaml.map(knativeService, "spec", "template");
        Map<String, Object> spec = Yaml.map(template, "spec");
        Map<String, Object> container = container(spec);
        Map<String, Object> liveness = Yaml.map(container, "livenessProbe");
        boolean isPublic =
                !"cluster-local".equals(Yaml.map(metadata, "labels").get("networking.knative.dev/visibility"));
        String name = metadata.get("name").toString();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("public", isPublic);
        facts.put("inner", !isPublic);
        facts.put("image", container.get("image"));
        facts.put("memory", mebibytes(Yaml.map(container, "resources", "limits").get("memory")));
        facts.put("timeout", spec.get("timeoutSeconds"));
        facts.put("concurrency", spec.get("containerConcurrency"));
        facts.put(
                "instances",
                Integer.valueOf(Yaml.map(template, "metadata", "annotations")
                        .get("autoscaling.knative.dev/max-scale")
                        .toString()));
        facts.put("liveness", path(liveness));
        facts.put("livenessPeriod", liveness.get("periodSeconds"));
        facts.put("livenessTimeout", liveness.get("timeoutSeconds"));
        facts.put("readiness", path(Yaml.map(container, "readinessProbe")));
        return new Pod(name, facts, variables(container));
    }

    /** The same, for the Job that migrates. */
    Pod migrated(Map<String, Object> job) {
        return new Pod(name, facts, variables(container(Yaml.map(job, "spec", "template", "spec"))));
    }

    boolean hasEvents() {
        return variables.stream().anyMatch(variable -> variable.name().equals(EVENTS));
    }

    private static List<Variable> variables(Map<String, Object> container) {
        return Yaml.maps(container.get("env")).stream().flatMap(Variable::from).toList();
    }

    private static Map<String, Object> container(Map<String, Object> pod) {
        return Yaml.maps(pod.get("containers")).get(0);
    }

    private static Object path(Map<String, Object> probe) {
        return Yaml.map(probe, "httpGet").get("path");
    }

    private static int mebibytes(Object quantity) {
        String text = quantity.toString();
        if (!text.matches("\\d+Mi")) {
            throw new IllegalArgumentException("memory is to be in Mi: " + text);
        }
        return Integer.parseInt(text.replace("Mi", ""));
    }
}
