package io.todolist.release.knative;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A Service of Knative. Its traffic is all that is ever changed. */
final class KnativeService {
    static final ResourceDefinitionContext SERVICES = kind("Service", "services");
    static final ResourceDefinitionContext REVISIONS = kind("Revision", "revisions");

    private final KubernetesClient kubernetes;
    private final String namespace;
    private final String name;

    KnativeService(KubernetesClient kubernetes, String namespace, String name) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        this.name = name;
    }

    /**
     * As it was read.
     *
     * @param generation another one after each change of what is wanted
     * @param addresses of the tags, by revision
     */
    record Found(String resourceVersion, String generation, List<Target> traffic, Map<String, String> addresses) {

        Split split() {
            Map<String, Integer> percent = new TreeMap<>();
            traffic.forEach(target -> percent.merge(target.revisionName(), target.share(), Integer::sum));
            return new Split(percent);
        }

        /** The same entries, tags and order; of two of a revision the first one has its share. */
        List<Target> traffic(Split split) {
            Set<String> placed = new HashSet<>();
            List<Target> traffic = new ArrayList<>();
            for (Target target : this.traffic) {
                String revision = target.revisionName();
                traffic.add(target.with(revision, placed.add(revision) ? split.of(revision) : 0));
            }
            split.percent().forEach((revision, share) -> {
                if (share > 0 && placed.add(revision)) {
                    traffic.add(Target.of(revision, share));
                }
            });
            return traffic;
        }
    }

    /** An operation of RFC 6902 that also adds what is not there. */
    @RegisterForReflection
    record Replace(String op, String path, Object value) {
        static Replace with(String path, Object value) {
            return new Replace("add", path, value);
        }
    }

    Found read() {
        GenericKubernetesResource service = service().get();
        if (service == null) {
            throw new UncheckedIOException(
                    new IOException("There is no Knative Service " + name + " in the namespace " + namespace));
        }
        Map<String, String> addresses = new HashMap<>();
        targets(service.get("status", "traffic")).stream()
                .filter(target -> target.url() != null)
                .forEach(target -> addresses.putIfAbsent(target.revisionName(), target.url()));
        return new Found(
                service.getMetadata().getResourceVersion(),
                String.valueOf(service.getMetadata().getGeneration()),
                named(service),
                addresses);
    }

    /** @return false if the Service is another one by now, though only Knative may have noted something in it */
    boolean set(List<Target> traffic, String resourceVersion) {
        List<Replace> patch = List.of(
                Replace.with("/metadata/resourceVersion", resourceVersion), Replace.with("/spec/traffic", traffic));
        try {
            service().patch(PatchContext.of(PatchType.JSON), Json.text(patch));
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    /** Done, the ingress too: it asks each version at the address of each tag, and counts that. */
    boolean isSettled() {
        GenericKubernetesResource service = service().get();
        return service != null
                && service.getMetadata().getGeneration().equals(number(service.get("status", "observedGeneration")))
                && condition(service, "Ready").equals("True");
    }

    boolean isReady(String revision) {
        return condition(revision(revision), "Ready").equals("True");
    }

    /** Not as long as one of its pods may answer, or is being made. */
    boolean isAsleep(String revision) {
        GenericKubernetesResource found = revision(revision);
        return condition(found, "Active").equals("False") && number(found.get("status", "actualReplicas")) == 0;
    }

    private GenericKubernetesResource revision(String revision) {
        return kubernetes
                .genericKubernetesResources(REVISIONS)
                .inNamespace(namespace)
                .withName(revision)
                .get();
    }

    private static String condition(GenericKubernetesResource found, String type) {
        List<Map<String, String>> conditions = found == null ? null : found.get("status", "conditions");
        return Stream.ofNullable(conditions)
                .flatMap(List::stream)
                .filter(condition -> type.equals(condition.get("type")))
                .map(condition -> condition.get("status"))
                .findFirst()
                .orElse("Unknown");
    }

    private static long number(Object found) {
        return found instanceof Number number ? number.longValue() : 0;
    }

    /** Who follows the latest revision has a name as well; so the split stays as it is when there is a later one. */
    private static List<Target> named(GenericKubernetesResource service) {
        String latest = service.get("status", "latestReadyRevisionName");
        List<Target> traffic = targets(service.get("spec", "traffic"));
        if (traffic.isEmpty()) {
            return List.of(Target.of(latest, 100));
        }
        return traffic.stream()
                .map(target ->
                        target.with(target.revisionName() == null ? latest : target.revisionName(), target.share()))
                .toList();
    }

    private static List<Target> targets(Object traffic) {
        List<Target> targets = Json.MAPPER.convertValue(traffic, new TypeReference<>() {});
        return targets == null ? List.of() : targets;
    }

    private Resource<GenericKubernetesResource> service() {
        return kubernetes
                .genericKubernetesResources(SERVICES)
                .inNamespace(namespace)
                .withName(name);
    }

    private static ResourceDefinitionContext kind(String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("serving.knative.dev")
                .withVersion("v1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }
}
