package io.todolist.manifests;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of Cloud Run's API that its manifests use: those of Knative, less what Google's description of run.v1 (revision
 * 20261031) says is not supported, and the annotations that it names.
 */
final class CloudRunFields {
    private static final Set<String> FIELDS = Set.of(
            """
            apiVersion
            kind
            metadata
            metadata name
            metadata annotations
            metadata annotations run.googleapis.com/ingress
            metadata annotations run.googleapis.com/invoker-iam-disabled
            spec
            spec template
            spec template metadata
            spec template metadata annotations
            spec template metadata annotations autoscaling.knative.dev/maxScale
            spec template spec
            spec template spec containerConcurrency
            spec template spec timeoutSeconds
            spec template spec containers
            spec template spec containers name
            spec template spec containers image
            spec template spec containers env
            spec template spec containers env name
            spec template spec containers env value
            spec template spec containers env valueFrom
            spec template spec containers env valueFrom secretKeyRef
            spec template spec containers env valueFrom secretKeyRef name
            spec template spec containers env valueFrom secretKeyRef key
            spec template spec containers ports
            spec template spec containers ports name
            spec template spec containers ports containerPort
            spec template spec containers resources
            spec template spec containers resources limits
            spec template spec containers resources limits cpu
            spec template spec containers resources limits memory
            spec template spec containers livenessProbe
            spec template spec containers livenessProbe httpGet
            spec template spec containers livenessProbe httpGet path
            spec template spec containers livenessProbe periodSeconds
            spec template spec containers livenessProbe timeoutSeconds
            spec template spec taskCount
            spec template spec template
            spec template spec template spec
            spec template spec template spec maxRetries
            spec template spec template spec containers
            spec template spec template spec containers name
            spec template spec template spec containers image
            spec template spec template spec containers args
            spec template spec template spec containers env
            spec template spec template spec containers env name
            spec template spec template spec containers env value
            spec template spec template spec containers env valueFrom
            spec template spec template spec containers env valueFrom secretKeyRef
            spec template spec template spec containers env valueFrom secretKeyRef name
            spec template spec template spec containers env valueFrom secretKeyRef key
            spec template spec template spec containers resources
            spec template spec template spec containers resources limits
            spec template spec template spec containers resources limits cpu
            spec template spec template spec containers resources limits memory
            """
                    .split("\n"));

    private CloudRunFields() {}

    /** What is in a manifest, and none of them. */
    static Set<String> missing(Map<String, Object> manifest) {
        Set<String> found = new TreeSet<>();
        collect("", manifest, found);
        found.removeAll(FIELDS);
        return found;
    }

    private static void collect(String where, Object node, Set<String> found) {
        if (node instanceof Map<?, ?>) {
            Yaml.map(node).forEach((key, value) -> {
                found.add(where + key);
                collect(where + key + " ", value, found);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> collect(where, item, found));
        }
    }
}
