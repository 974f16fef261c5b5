package io.todolist.release.knative;

import static io.todolist.release.knative.Reached.reached;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.State;
import io.todolist.release.walk.StateStore;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The ConfigMap release-SERVICE beside the service. */
public final class ConfigMapStore implements StateStore {
    private final Document document;

    public ConfigMapStore(KubernetesClient kubernetes, Cluster cluster, String service) {
        document = new Document(kubernetes, cluster.namespace(), "release-" + service);
    }

    @Override
    public Optional<Stored> read() {
        return reached(document::read).map(found -> new Stored(state(found.text()), found.mark()));
    }

    @Override
    public Optional<String> write(State state, String mark) {
        return reached(() -> document.write(Json.text(state), mark));
    }

    private static State state(String text) {
        try {
            return Json.MAPPER.readValue(text, State.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The ConfigMap has no state of a release", e);
        }
    }
}
