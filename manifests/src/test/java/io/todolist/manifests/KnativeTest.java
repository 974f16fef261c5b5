package io.todolist.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** knative/ as it is committed. */
class KnativeTest {
    static final List<String> SERVICES = Checkout.SERVICES;

    /** With which Flyway signs in. */
    private static final Set<String> OWNER = Set.of("QUARKUS_FLYWAY_USERNAME", "QUARKUS_FLYWAY_PASSWORD");

    @ParameterizedTest
    @FieldSource("SERVICES")
    void knativeAcceptsIt(String service) {
        assertEquals(List.of(), KnativeRules.brokenBy(Checkout.knative(service)));
    }

    /** Each rule can fail. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void knativeRefuses(String reason, Consumer<Map<String, Object>> mistake) {
        Map<String, Object> service = Yaml.copy(Checkout.knative("rule-service"));
        mistake.accept(service);
        assertEquals(List.of(reason), KnativeRules.brokenBy(service));
    }

    static Stream<Arguments> knativeRefuses() {
        return Stream.of(
                mistake("the percentages add up to 90", service -> traffic(service)
                        .put("percent", 90)),
                mistake("traffic has latestRevision", service -> traffic(service)
                        .put("latestRevision", true)),
                mistake("the revision's name does not begin with the Service's", service -> Yaml.map(
                                service, "spec", "template", "metadata")
                        .put("name", "v1")),
                mistake("autoscaling.knative.dev/min-scale does not belong on the Service", service -> Yaml.map(
                                service, "metadata")
                        .put("annotations", Map.of("autoscaling.knative.dev/min-scale", "1"))),
                mistake("the pod has securityContext", service -> Checkout.pod(service)
                        .put("securityContext", Map.of("runAsUser", 1))),
                mistake("the pod has nodeSelector", service -> Checkout.pod(service)
                        .put("nodeSelector", Map.of("disk", "ssd"))),
                mistake("the container has lifecycle", service -> Checkout.container(service)
                        .put("lifecycle", Map.of())),
                mistake("env NODE has fieldRef", service -> Checkout.container(service)
                        .put("env", List.of(Map.of("name", "NODE", "valueFrom", Map.of("fieldRef", Map.of()))))),
                mistake("a readinessProbe without a period has timeoutSeconds", service -> Yaml.map(
                                Checkout.container(service), "readinessProbe")
                        .put("timeoutSeconds", 10)),
                mistake("a readinessProbe without successThreshold 1", service -> Yaml.map(
                                Checkout.container(service), "readinessProbe")
                        .remove("successThreshold")),
                mistake("jwks is not mounted readOnly", service -> {
                    Checkout.pod(service)
                            .put("volumes", List.of(Map.of("name", "jwks", "configMap", Map.of("name", "jwks"))));
                    Checkout.container(service)
                            .put("volumeMounts", List.of(Map.of("name", "jwks", "mountPath", "/jwks")));
                }),
                mistake("capabilities can't be added", service -> Yaml.map(
                                Checkout.container(service), "securityContext", "capabilities")
                        .put("add", List.of("NET_ADMIN"))),
                mistake("a port is named neither http1 nor h2c", service -> Yaml.maps(
                                Checkout.container(service).get("ports"))
                        .get(0)
                        .put("name", "http")));
    }

    private static Arguments mistake(String reason, Consumer<Map<String, Object>> mistake) {
        return Arguments.of(reason, mistake);
    }

    private static Map<String, Object> traffic(Map<String, Object> service) {
        return Yaml.maps(Yaml.map(service, "spec").get("traffic")).get(0);
    }

    /** Before a pod with a volume, kubelet waits 300 ms for the mount. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void aPodStartsWithoutWaitingForVolumes(String service) {
        Map<String, Object> pod = Checkout.pod(Checkout.knative(service));
        assertFalse(pod.containsKey("volumes"));
    }

    @Test
    void onlyTheGatewayIsPublic() {
        List<String> publicOnes = SERVICES.stream()
                .filter(service -> !"cluster-local"
                        .equals(Yaml.map(Checkout.knative(service), "metadata", "labels")
                                .get("networking.knative.dev/visibility")))
                .toList();
        assertEquals(List.of("gateway-service"), publicOnes);
    }

    /** The last proxy is in the pod; what others that can reach it say is not believed. */
    @Test
    void theGatewayBelievesTheProxyOfItsPodOnly() {
        assertEquals(
                List.of("127.0.0.1/32,::1/128"),
                Yaml.maps(Checkout.container(Checkout.knative("gateway-service"))
                                .get("env"))
                        .stream()
                        .filter(variable -> "TODOLIST_TRUSTED_PROXIES".equals(variable.get("name")))
                        .map(variable -> variable.get("value"))
                        .toList());
    }

    /** 11 requests at once make two pods, 100 make ten. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void aPodTakesTenRequestsAtATime(String service) {
        assertEquals(10, Checkout.pod(Checkout.knative(service)).get("containerConcurrency"));
        assertEquals(
                "100",
                Yaml.map(Checkout.knative(service), "spec", "template", "metadata", "annotations")
                        .get("autoscaling.knative.dev/target-utilization-percentage"));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void aPodMayDoNoMoreThanItNeeds(String service) {
        Map<String, Object> container = Checkout.container(Checkout.knative(service));
        assertEquals(
                Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "capabilities",
                        Map.of("drop", List.of("ALL")),
                        "readOnlyRootFilesystem",
                        true,
                        "runAsNonRoot",
                        true,
                        "runAsUser",
                        65532,
                        "seccompProfile",
                        Map.of("type", "RuntimeDefault")),
                container.get("securityContext"));
        assertEquals("IfNotPresent", container.get("imagePullPolicy"));
        assertEquals(service, Checkout.pod(Checkout.knative(service)).get("serviceAccountName"));
    }

    @Test
    void whatPodsReferToIsMadeByTheScript() {
        Set<String> needed = new HashSet<>();
        Checkout.objects(Checkout.files("knative").toArray(String[]::new)).stream()
                .filter(object -> Set.of("Job", "Service").contains(object.get("kind")))
                .forEach(object -> {
                    Yaml.maps(Checkout.container(object).get("env")).stream()
                            .filter(variable -> variable.containsKey("valueFrom"))
                            .map(variable -> Yaml.map(variable, "valueFrom"))
                            .forEach(source -> source.keySet()
                                    .forEach(kind -> needed.add(
                                            kind + " " + Yaml.map(source, kind).get("name"))));
                });
        assertEquals(
                Set.of(
                        "secretKeyRef rule-service-database",
                        "secretKeyRef user-service-database",
                        "secretKeyRef rule-service-database-owner",
                        "secretKeyRef user-service-database-owner",
                        "secretKeyRef signing-key",
                        "secretKeyRef candidate-key",
                        "secretKeyRef event-keys",
                        "configMapKeyRef jwks"),
                needed);
    }

    @Test
    void onlyUserServiceSeesTheSigningKey() {
        List<String> seeing = SERVICES.stream()
                .filter(service -> Yaml.write(Checkout.knative(service)).contains("signing-key"))
                .toList();
        assertEquals(List.of("user-service"), seeing);
    }

    /** A service that was taken over would change its schema by it. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void noServiceSeesTheOwnerOfADatabase(String service) {
        assertFalse(Yaml.write(Checkout.knative(service)).contains("-owner"));
    }

    /** An installation from before goes on with one role until its databases have two. */
    @ParameterizedTest
    @ValueSource(strings = {"rule-service", "user-service"})
    void aMigrationNeedsNoOwner(String service) {
        Map<String, Object> job =
                Checkout.objects("knative/" + service + "-migration.yaml").get(0);
        List<Object> optional = Yaml.maps(Checkout.container(job).get("env")).stream()
                .filter(variable -> OWNER.contains(variable.get("name").toString()))
                .map(variable -> Yaml.map(variable, "valueFrom", "secretKeyRef").get("optional"))
                .toList();
        assertEquals(List.of(true, true), optional);
    }

    @Test
    void namespaceComesFirst() {
        assertEquals("knative/00-namespace.yaml", Checkout.files("knative").get(0));
        assertEquals(
                "Namespace",
                Checkout.objects("knative/00-namespace.yaml").get(0).get("kind"));
    }

    /** Nobody signs in at a Job, so it need not be able to sign. */
    @Test
    void noMigrationSeesTheSigningKey() {
        for (String service : List.of("rule-service", "user-service")) {
            Object job =
                    Checkout.objects("knative/" + service + "-migration.yaml").get(0);
            assertFalse(job.toString().contains("signing-key"), service);
        }
    }

    /** Nor does it send anything, and an installation without mail needs no secret for it. */
    @Test
    void onlyUserServiceSeesTheMailServerIfThereIsOne() {
        Object sources = List.of(Map.of("secretRef", Map.of("name", "mail", "optional", true)));
        for (String file : List.of("knative/user-service.yaml", "k8s/base/user-service.yaml")) {
            Checkout.objects(file).stream()
                    .filter(object -> Set.of("Service", "Deployment").contains(object.get("kind")))
                    .filter(object -> !"v1".equals(object.get("apiVersion")))
                    .forEach(object ->
                            assertEquals(sources, Checkout.container(object).get("envFrom"), file));
        }
        for (String service : List.of("rule-service", "gateway-service")) {
            assertFalse(Checkout.container(Checkout.knative(service)).containsKey("envFrom"), service);
        }
        Map<String, Object> job =
                Checkout.objects("knative/user-service-migration.yaml").get(0);
        assertFalse(Checkout.container(job).containsKey("envFrom"));
    }

    @Test
    void deploymentsAndMigrationsRunTheSameContainer() {
        for (String service : SERVICES) {
            Map<String, Object> knative = Checkout.container(Checkout.knative(service));
            List<Map<String, Object>> others = Checkout.objects("k8s/base/" + service + ".yaml").stream()
                    .filter(object -> !"Service".equals(object.get("kind")))
                    .toList();
            assertTrue(others.stream().anyMatch(object -> "Deployment".equals(object.get("kind"))));
            for (Map<String, Object> other : others) {
                for (String same : List.of("image", "resources", "securityContext", "volumeMounts")) {
                    assertEquals(knative.get(same), Checkout.container(other).get(same), service + " " + same);
                }
                List<Map<String, Object>> env = new ArrayList<>(Yaml.maps(knative.get("env")));
                List<Map<String, Object>> theirs =
                        new ArrayList<>(Yaml.maps(Checkout.container(other).get("env")));
                if ("Job".equals(other.get("kind"))) {
                    env.removeIf(variable -> Set.of("TODOLIST_SIGNING_KEY", "TODOLIST_EVENTS_KEYS")
                            .contains(variable.get("name").toString()));
                    theirs.removeIf(
                            variable -> OWNER.contains(variable.get("name").toString()));
                }
                assertEquals(env, theirs, service + " env");
            }
        }
    }
}
