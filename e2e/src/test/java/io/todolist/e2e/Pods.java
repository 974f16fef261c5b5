package io.todolist.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

final class Pods {
    private Pods() {}

    /** Of a Knative Service, without those that are being stopped. */
    static List<JsonNode> alive(Kubectl kubectl, String service) {
        List<JsonNode> pods = new ArrayList<>();
        for (JsonNode pod : kubectl.json("get", "pods", "-l", "serving.knative.dev/service=" + service)
                .path("items")) {
            if (pod.at("/metadata/deletionTimestamp").isMissingNode()) {
                pods.add(pod);
            }
        }
        return pods;
    }

    /** For how long each pod that is being stopped has been, on the whole cluster. */
    static List<Duration> draining() {
        return Product.KUBECTL
                .json("get", "pods", "--all-namespaces")
                .path("items")
                .valueStream()
                .map(pod -> pod.path("metadata"))
                .filter(pod -> pod.has("deletionTimestamp"))
                .map(pod -> Duration.between(
                        Instant.parse(pod.path("deletionTimestamp").asText())
                                .minusSeconds(
                                        pod.path("deletionGracePeriodSeconds").asLong()),
                        Instant.now()))
                .toList();
    }

    static List<JsonNode> ready(Kubectl kubectl, String service) {
        return alive(kubectl, service).stream().filter(Pods::isReady).toList();
    }

    static boolean isReady(JsonNode pod) {
        return condition(pod, "Ready");
    }

    static boolean condition(JsonNode pod, String type) {
        for (JsonNode condition : pod.at("/status/conditions")) {
            if (type.equals(condition.path("type").asText())) {
                return "True".equals(condition.path("status").asText());
            }
        }
        return false;
    }

    /** Of a Knative Service. */
    static String revision(JsonNode pod) {
        return pod.at("/metadata/labels").path("serving.knative.dev/revision").asText();
    }

    static String name(JsonNode pod) {
        return pod.at("/metadata/name").asText();
    }

    /** How often a container of the pod was started again. */
    static int restarts(JsonNode pod) {
        return pod.at("/status/containerStatuses")
                .valueStream()
                .mapToInt(container -> container.path("restartCount").asInt())
                .sum();
    }

    /**
     * Ends the service's process at once, as a crash does: by signal 9 if its node is this machine, else by taking the
     * pod away without grace. Returns how, when the cluster has seen it.
     */
    static String kill(Kubectl kubectl, JsonNode pod, String container) {
        String how = end(kubectl, pod, container);
        Awaitility.await(name(pod) + " was ended")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> kubectl.json("get", "pods", "--field-selector=metadata.name=" + name(pod))
                        .path("items")
                        .valueStream()
                        .noneMatch(now -> restarts(now) == restarts(pod)));
        return how;
    }

    private static String end(Kubectl kubectl, JsonNode pod, String container) {
        for (JsonNode status : pod.at("/status/containerStatuses")) {
            String id = status.path("containerID").asText().replaceFirst("^.*://", "");
            Optional<ProcessHandle> process = ProcessHandle.allProcesses()
                    .filter(candidate -> isIn(candidate.pid(), id))
                    .findFirst();
            if (status.path("name").asText().equals(container) && process.isPresent()) {
                process.get().destroyForcibly();
                return "kill -9";
            }
        }
        kubectl.run("delete", "pod", name(pod), "--grace-period=0", "--force", "--wait=false");
        return "kubectl delete --grace-period=0 --force";
    }

    /** A container's processes name it in their control group. */
    private static boolean isIn(long process, String container) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process), "cgroup"))
                    .contains(container);
        } catch (IOException e) {
            return false;
        }
    }
}
