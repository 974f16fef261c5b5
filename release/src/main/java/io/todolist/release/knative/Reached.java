package io.todolist.release.knative;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** The cluster's API, whose failures end as those of any router do. */
final class Reached {
    private Reached() {}

    static <T> T reached(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (KubernetesClientException e) {
            throw new UncheckedIOException(new IOException("The cluster says: " + e.getMessage(), e));
        }
    }
}
