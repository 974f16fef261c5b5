package io.todolist.release.knative;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A ConfigMap with one text. Its mark is its resource version. It may be there without a text: so it is installed, because
 * who may make ConfigMaps may make any.
 */
final class Document {
    private static final String KEY = "document.json";
    private static final Set<Integer> SOMEBODY_ELSE_WAS_FASTER =
            Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND);

    private final KubernetesClient kubernetes;
    private final String namespace;
    private final String name;

    Document(KubernetesClient kubernetes, String namespace, String name) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        this.name = name;
    }

    record Text(String text, String mark) {}

    Optional<Text> read() {
        return Optional.ofNullable(resource().get())
                .filter(Document::isWritten)
                .map(map -> new Text(map.getData().get(KEY), map.getMetadata().getResourceVersion()));
    }

    /** @param mark null if there was none. Returns the new one; nothing if somebody else has written meanwhile */
    Optional<String> write(String text, String mark) {
        try {
            ConfigMap found = mark == null ? resource().get() : null;
            if (found != null && isWritten(found)) {
                return Optional.empty();
            }
            String expected = found == null ? mark : found.getMetadata().getResourceVersion();
            ConfigMap written = expected == null
                    ? kubernetes.resource(map(text, null)).create()
                    : kubernetes.resource(map(text, expected)).update();
            return Optional.of(written.getMetadata().getResourceVersion());
        } catch (KubernetesClientException e) {
            if (SOMEBODY_ELSE_WAS_FASTER.contains(e.getCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isWritten(ConfigMap map) {
        return map.getData() != null && map.getData().containsKey(KEY);
    }

    /** With a resource version it replaces no other one. */
    private ConfigMap map(String text, String resourceVersion) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withResourceVersion(resourceVersion)
                .withLabels(Map.of("app.kubernetes.io/part-of", "todolist"))
                .endMetadata()
                .withData(Map.of(KEY, text))
                .build();
    }

    private Resource<ConfigMap> resource() {
        return kubernetes.configMaps().inNamespace(namespace).withName(name);
    }
}
