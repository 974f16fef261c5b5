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

    /** Of the checkout; "-dirty" if git status shows anything that is not in it. */
    static String commit() {
        String changes = Kubectl.command("git", "status", "--porcelain");
        return Kubectl.command("git", "rev-parse", "--short", "HEAD") + (changes.isEmpty() ? "" : "-dirty");
    }

    static String table(String commit) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Commit", commit);
        versions.put("Date", LocalDate.now(ZoneOffset.UTC).toString());
        versions.put(
                "Kubernetes",
                Product.KUBECTL.json("version").at("/serverVersion/gitVersion").asText());
        versions.put("Knative Serving", label("knative-serving", "controller"));
        versions.put("Ingress", ingress());
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

    /** Which of Knative's ingresses carries the traffic: the product's manifests leave that to the cluster. */
    private static String ingress() {
        Kubectl knative = new Kubectl("knative-serving");
        String type = knative.field("configmap/config-network", ".data.ingress-class");
        // Such as net-istio for istio.ingress.networking.knative.dev, which is the default.
        String plugin = "net-" + (type.isEmpty() ? "istio" : type.replaceFirst("\\..*", ""));
        String version = label("knative-serving", plugin + "-controller");
        return (plugin + " " + version).strip() + (plugin.equals("net-gateway-api") ? gatewayClasses() : "");
    }

    /** Who carries out what Knative writes into objects of the Gateway API. */
    private static String gatewayClasses() {
        return Product.KUBECTL
                .json("get", "gateways.gateway.networking.k8s.io", "--all-namespaces")
                .path("items")
                .valueStream()
                .map(gateway -> gateway.at("/spec/gatewayClassName").asText())
                .distinct()
                .collect(Collectors.joining(" and ", ", Gateways of class ", ""));
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
