package io.todolist.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** On what a run ran. */
final class Versions {
    private Versions() {}

    static String table() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Commit", Kubectl.command("git", "describe", "--always", "--dirty", "--exclude=*"));
        versions.put("Date", LocalDate.now(ZoneOffset.UTC).toString());
        versions.put(
                "Kubernetes",
                Product.KUBECTL.json("version").at("/serverVersion/gitVersion").asText());
        versions.put("Knative Serving", label("knative-serving", "controller"));
        versions.put("Istio", istio());
        versions.put("Nodes", nodes());
        versions.put(
                "Images",
                Product.services()
                        .map(service ->
                                service.container().path("image").asText().replace(Settings.REGISTRY + "/", ""))
                        .collect(Collectors.joining(", ")));
        return versions.entrySet().stream()
                .map(version -> "| " + version.getKey() + " | " + version.getValue() + " |\n")
                .collect(Collectors.joining("", "| | |\n|---|---|\n", ""));
    }

    private static String label(String namespace, String deployment) {
        return new Kubectl(namespace)
                .field("deployment/" + deployment, ".metadata.labels.app\\.kubernetes\\.io/version");
    }

    private static String istio() {
        String image =
                new Kubectl("istio-system").field("deployment/istiod", ".spec.template.spec.containers[0].image");
        return image.isEmpty() ? "none" : image.substring(image.lastIndexOf(':') + 1);
    }

    private static String nodes() {
        StringBuilder nodes = new StringBuilder();
        for (JsonNode node : Product.KUBECTL.json("get", "nodes").path("items")) {
            nodes.append(nodes.isEmpty() ? "" : "; ")
                    .append(node.at("/status/capacity/cpu").asText())
                    .append(" CPUs, ")
                    .append(node.at("/status/nodeInfo/osImage").asText())
                    .append(", ")
                    .append(node.at("/status/nodeInfo/containerRuntimeVersion").asText());
        }
        return nodes.toString();
    }
}
