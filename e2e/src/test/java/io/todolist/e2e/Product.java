package io.todolist.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The product on the cluster, installed by the lines of the README and nothing else. */
final class Product {
    static final String NAMESPACE = "todolist";
    static final Kubectl KUBECTL = new Kubectl(NAMESPACE);
    static final List<String> SERVICES = List.of("gateway-service", "rule-service", "user-service");

    private static String host;

    private Product() {}

    /** Installed by this run: what another one left may be of other images. */
    static synchronized void installed() {
        if (host == null) {
            remove();
            install();
        }
    }

    static synchronized void remove() {
        host = null;
        KUBECTL.removeNamespace();
    }

    static synchronized void install() {
        KUBECTL.run(
                "apply", "-f", Manifests.folder().resolve("00-namespace.yaml").toString());
        Kubectl.command(Settings.CHECKOUT.resolve("k8s/secrets").toString());
        KUBECTL.apply(Manifests.kustomized("k8s/postgres"));
        KUBECTL.run("apply", "-f", Manifests.folder().toString());
        services().forEach(KnativeService::awaitReady);
        host = KnativeService.committed("gateway-service").host();
    }

    /** The name under which people reach the gateway. */
    static String host() {
        installed();
        return host;
    }

    static Stream<KnativeService> services() {
        return SERVICES.stream().map(KnativeService::committed);
    }

    /** Everything as committed again: one revision each, with all the traffic; what a scenario added is gone. */
    static void asCommitted() {
        List<KnativeService> all = services().map(KnativeService::apply).toList();
        all.forEach(KnativeService::awaitReady);
        for (JsonNode revision : KUBECTL.json("get", "revisions").path("items")) {
            String name = revision.at("/metadata/name").asText();
            if (all.stream().noneMatch(service -> service.revision().equals(name))) {
                KUBECTL.delete("revision/" + name);
            }
        }
    }

    /**
     * Revisions of the same images with other settings of the autoscaler, such as {@code window=6s}: the minute that
     * Knative takes by default would make every scenario wait. All three have them when this returns.
     */
    static void tuned(String suffix, Map<String, ?> annotations) {
        List<KnativeService> all = services().toList();
        for (KnativeService service : all) {
            annotations.forEach(service::annotate);
            // See HeldRequest.
            service.env("TODOLIST_BODY_TIMEOUT", "60s");
            service.noTraffic().traffic(service.next(suffix), 100, "current");
            service.apply();
        }
        all.forEach(KnativeService::awaitReady);
    }

    /** Nobody asks for anything, so that nothing runs. */
    static void awaitZero(KnativeService... others) {
        List<KnativeService> all = Stream.concat(services(), Stream.of(others)).toList();
        Awaitility.await("at zero")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> all.stream().allMatch(KnativeService::isAtZero));
    }
}
