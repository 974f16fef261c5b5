package io.todolist.release.knative;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The pods that Knative makes of a service's versions. */
final class Pods {
    private static final String REVISION = "serving.knative.dev/revision";

    private Pods() {}

    static List<Watched.Pod> of(KubernetesClient kubernetes, String namespace, String service) {
        return kubernetes
                .pods()
                .inNamespace(namespace)
                .withLabel("serving.knative.dev/service", service)
                .list()
                .getItems()
                .stream()
                .map(pod -> new Watched.Pod(
                        pod.getMetadata().getUid(),
                        pod.getMetadata().getLabels().get(REVISION),
                        Instant.parse(pod.getMetadata().getCreationTimestamp()),
                        ended(pod, container -> !container.equals("queue-proxy"))))
                .toList();
    }

    /** How often processes of these containers have ended. */
    static int ended(Pod pod, Predicate<String> container) {
        List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
        return containers.stream()
                .filter(status -> container.test(status.getName()))
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }
}
