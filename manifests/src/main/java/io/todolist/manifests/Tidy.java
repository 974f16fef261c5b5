package io.todolist.manifests;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object without what says nothing (what Quarkus writes about itself, nulls, defaults), and in one order: Quarkus'
 * own differs from build to build. What Knative fills in within a list stays (successThreshold): kubectl replaces lists as a
 * whole, and would take it out again at the next apply, which Knative refuses as a change of a revision.
 */
final class Tidy {
    private static final List<String> FIRST =
            List.of("apiVersion", "kind", "metadata", "name", "namespace", "image", "args", "mountPath");
    private static final Comparator<String> ORDER = Comparator.<String>comparingInt(
                    key -> FIRST.contains(key) ? FIRST.indexOf(key) : FIRST.size())
            .thenComparing(Comparator.naturalOrder());
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("failureThreshold", 3),
            Map.entry("initialDelaySeconds", 0),
            Map.entry("optional", false),
            Map.entry("periodSeconds", 0),
            Map.entry("protocol", "TCP"),
            Map.entry("readOnly", false),
            Map.entry("scheme", "HTTP"),
            Map.entry("timeoutSeconds", 0),
            Map.entry("type", "ClusterIP"));

    private Tidy() {}

    static Map<String, Object> object(Map<String, Object> object) {
        Map<String, Object> tidy = new TreeMap<>(ORDER);
        object.forEach((key, value) -> {
            Object tidied = value(value);
            if (tidied != null && !tidied.equals(DEFAULTS.get(key)) && !key.startsWith("app.quarkus.io/")) {
                tidy.put(key, tidied);
            }
        });
        tidy.remove("annotations", Map.of());
        return tidy;
    }

    private static Object value(Object value) {
        if (value instanceof Map<?, ?>) {
            return object(Yaml.map(value));
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(Tidy::value)
                    .sorted(Comparator.comparing(Tidy::name))
                    .toList();
        }
        return value;
    }

    /** Lists of what has a name are in its order, other lists stay as they are. */
    private static String name(Object item) {
        return item instanceof Map<?, ?> map && map.get("name") instanceof String name ? name : "";
    }
}
