package io.todolist.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A service's file of knative/, edited as a person would edit it, and what the cluster makes of it. */
final class KnativeService {
    final String name;
    private final Kubectl kubectl;
    private final ObjectNode manifest;

    private KnativeService(Kubectl kubectl, ObjectNode manifest) {
        this.kubectl = kubectl;
        this.manifest = manifest;
        this.name = manifest.at("/metadata/name").asText();
    }

    /** As committed, with the images of the registry under test. */
    static KnativeService committed(String name) {
        return new KnativeService(Product.KUBECTL, Manifests.document(name + ".yaml", "Service", name));
    }

    static KnativeService of(Kubectl kubectl, String yaml) {
        return new KnativeService(kubectl, Manifests.parse(yaml));
    }

    /** Its revision as committed, such as gateway-service-v1. */
    String revision() {
        return manifest.at("/spec/template/metadata/name").asText();
    }

    /** Another revision, such as one of the same image with other settings. Returns its name. */
    String next(String suffix) {
        String next = name + "-" + suffix;
        at("/spec/template/metadata").put("name", next);
        return next;
    }

    KnativeService annotate(String annotation, Object value) {
        at("/spec/template/metadata")
                .withObjectProperty("annotations")
                .put("autoscaling.knative.dev/" + annotation, String.valueOf(value));
        return this;
    }

    KnativeService env(String variable, String value) {
        ArrayNode variables = container().withArrayProperty("env");
        variables.removeIf(known -> known.path("name").asText().equals(variable));
        variables.addObject().put("name", variable).put("value", value);
        return this;
    }

    ObjectNode container() {
        return at("/spec/template/spec/containers/0");
    }

    ObjectNode at(String path) {
        return (ObjectNode) manifest.at(path);
    }

    KnativeService noTraffic() {
        at("/spec").putArray("traffic");
        return this;
    }

    KnativeService traffic(String revision, int percent, String tag) {
        traffic(revision, percent).put("tag", tag);
        return this;
    }

    ObjectNode traffic(String revision, int percent) {
        ArrayNode traffic = at("/spec").withArrayProperty("traffic");
        return traffic.addObject().put("revisionName", revision).put("percent", percent);
    }

    KnativeService apply() {
        kubectl.apply(Manifests.text(manifest));
        return this;
    }

    Kubectl.Output tryToApply() {
        return kubectl.attempt(Manifests.text(manifest), "apply", "-f", "-");
    }

    KnativeService awaitReady() {
        try {
            Awaitility.await(name + " is ready")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(300))
                    .until(this::isReady);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    name + " is not ready: "
                            + condition("Ready").path("message").asText(),
                    e);
        }
        return this;
    }

    /** Of the manifest that was applied last, not of one before. */
    private boolean isReady() {
        JsonNode now = kubectl.json("get", "ksvc", name);
        return now.at("/metadata/generation").asInt()
                        == now.at("/status/observedGeneration").asInt()
                && "True".equals(condition(now, "Ready").path("status").asText());
    }

    JsonNode condition(String type) {
        return condition(kubectl.json("get", "ksvc", name), type);
    }

    private static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (type.equals(condition.path("type").asText())) {
                return condition;
            }
        }
        return Kubectl.JSON.createObjectNode();
    }

    /** How the revision of this manifest was built, as its running pods say in their log: native or JVM. */
    String flavour() {
        String log = kubectl.run("logs", "-l", "serving.knative.dev/revision=" + revision(), "-c", name, "--tail=-1");
        return Stream.of("native", "JVM")
                .filter(flavour -> log.contains(" " + flavour + " (powered by Quarkus"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No pod of " + revision() + " has said how it was built"));
    }

    String host() {
        return kubectl.field("ksvc/" + name, ".status.url").replaceFirst("^https?://", "");
    }

    /** Instances that take requests, or are about to. */
    int pods() {
        return Pods.alive(kubectl, name).size();
    }

    /** No instance answers any more, and none is wanted; one that was stopped may still be draining. */
    boolean isAtZero() {
        for (JsonNode deployment : kubectl.json("get", "deployments", "-l", "serving.knative.dev/service=" + name)
                .path("items")) {
            if (deployment.at("/spec/replicas").asInt() > 0) {
                return false;
            }
        }
        return pods() == 0;
    }
}
