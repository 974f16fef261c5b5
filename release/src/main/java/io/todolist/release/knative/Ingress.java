package io.todolist.release.knative;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is awake while all else sleeps, so it has counted every request. Its pods are asked by way of the API server: the
 * same from a laptop and from a pod, and with the right to do nothing but read.
 */
final class Ingress {
    private static final String SAID = "/stats/prometheus?usedonly&filter=" + encoded(Dialect.FILTER);

    private final KubernetesClient kubernetes;
    private final String namespace;
    private final String selector;
    private final int port;

    Ingress(KubernetesClient kubernetes, Cluster cluster) {
        this.kubernetes = kubernetes;
        this.namespace = cluster.ingressNamespace().orElse(cluster.ingress().namespace);
        this.selector = cluster.ingressSelector().orElse(cluster.ingress().selector);
        this.port = cluster.ingress().port;
    }

    /**
     * @param said what those that are ready have counted, by id and revision
     * @param there the ids of all
     */
    record Looked(Map<String, Map<String, Count>> said, Set<String> there) {}

    Looked look(String servicesNamespace, Set<String> revisions) {
        List<Pod> pods = kubernetes
                .pods()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list()
                .getItems();
        if (pods.stream().noneMatch(Readiness::isPodReady)) {
            throw new UncheckedIOException(
                    new IOException("No pod " + selector + " of the ingress is ready in the namespace " + namespace));
        }
        Map<String, Map<String, Count>> said = new HashMap<>();
        pods.stream().filter(Readiness::isPodReady).forEach(pod -> ask(pod).ifPresent(text -> said.put(
                id(pod),
                revisions.stream()
                        .collect(Collectors.toMap(
                                revision -> revision, revision -> Reading.of(text, servicesNamespace, revision))))));
        return new Looked(said, pods.stream().map(Ingress::id).collect(Collectors.toSet()));
    }

    /** Nothing, if it has gone meanwhile. */
    private Optional<String> ask(Pod pod) {
        return Optional.ofNullable(kubernetes.raw("/api/v1/namespaces/" + namespace + "/pods/"
                + pod.getMetadata().getName() + ":" + port + "/proxy" + SAID));
    }

    /** A container that is started again begins to count from zero. */
    private static String id(Pod pod) {
        return pod.getMetadata().getUid() + "/" + Pods.ended(pod, container -> true);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
