package io.todolist.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The network policies, evaluated as the API defines them (networking.k8s.io/v1, ingress only), because not every cluster
 * enforces them: a pod that a policy selects gets what any policy that selects it allows, and nothing else.
 */
class NetworkPoliciesTest {
    private static final String NAME = "app.kubernetes.io/name";
    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    @ParameterizedTest
    @CsvSource({
        // from namespace, from pod, to pod, port, allowed
        "istio-system, istio-ingressgateway, gateway-service, 8012, true",
        "knative-serving, activator, gateway-service, 8012, true",
        "knative-serving, activator, rule-service, 8012, true",
        "knative-serving, autoscaler, user-service, 9090, true",
        "todolist, gateway-service, rule-service, 8080, false",
        "default, anybody, rule-service, 8080, false",
        "default, anybody, gateway-service, 8012, false",
        "todolist, anybody, user-service, 8080, false",
        "todolist, rule-service, postgres, 5432, true",
        "todolist, user-service-migration, postgres, 5432, true",
        "todolist, gateway-service, postgres, 5432, false",
        "default, rule-service, postgres, 5432, false",
        "istio-system, istio-ingressgateway, postgres, 5432, false",
        "todolist, rule-service, postgres, 22, false",
        "knative-serving, activator, rule-service-migration, 8080, false",
    })
    void onKnative(String namespace, String from, String to, int port, boolean allowed) {
        assertEquals(
                allowed,
                allows(
                        Checkout.objects("knative/00-namespace.yaml", "k8s/postgres/postgres.yaml"),
                        namespace,
                        from,
                        to,
                        port));
    }

    @ParameterizedTest
    @CsvSource({
        "default, anybody, gateway-service, 8080, true",
        "default, anybody, gateway-service, 5005, false",
        "todolist, gateway-service, rule-service, 8080, true",
        "todolist, gateway-service, user-service, 8080, true",
        "todolist, rule-service, user-service, 8080, false",
        "todolist, user-service, rule-service, 8080, true",
        "todolist, user-service, gateway-service, 5005, false",
        "default, gateway-service, rule-service, 8080, false",
        "istio-system, istio-ingressgateway, rule-service, 8080, false",
        "todolist, rule-service, postgres, 5432, true",
        "todolist, gateway-service, postgres, 5432, false",
    })
    void onPlainKubernetes(String namespace, String from, String to, int port, boolean allowed) {
        assertEquals(
                allowed,
                allows(
                        Checkout.objects("k8s/base/network-policies.yaml", "k8s/postgres/postgres.yaml"),
                        namespace,
                        from,
                        to,
                        port));
    }

    private static boolean allows(
            List<Map<String, Object>> objects, String namespace, String from, String to, int port) {
        List<Map<String, Object>> selecting = objects.stream()
                .filter(object -> "NetworkPolicy".equals(object.get("kind")))
                .map(object -> Yaml.map(object, "spec"))
                .filter(policy -> selects(policy.get("podSelector"), Map.of(NAME, to)))
                .toList();
        return selecting.isEmpty()
                || selecting.stream()
                        .flatMap(policy -> Yaml.maps(policy.get("ingress")).stream())
                        .anyMatch(rule -> isFrom(rule, namespace, from) && isTo(rule, port));
    }

    private static boolean isFrom(Map<String, Object> rule, String namespace, String pod) {
        return !rule.containsKey("from")
                || Yaml.maps(rule.get("from")).stream().anyMatch(peer -> isPeer(peer, namespace, pod));
    }

    /** Without a namespaceSelector a peer is in the policy's own namespace. */
    private static boolean isPeer(Map<String, Object> peer, String namespace, String pod) {
        boolean inNamespace = peer.containsKey("namespaceSelector")
                ? selects(peer.get("namespaceSelector"), Map.of(NAMESPACE, namespace))
                : namespace.equals("todolist");
        return inNamespace && (!peer.containsKey("podSelector") || selects(peer.get("podSelector"), Map.of(NAME, pod)));
    }

    private static boolean isTo(Map<String, Object> rule, int port) {
        return !rule.containsKey("ports")
                || Yaml.maps(rule.get("ports")).stream()
                        .anyMatch(allowed -> allowed.get("port").equals(port));
    }

    private static boolean selects(Object selector, Map<String, String> labels) {
        Map<String, Object> map = Yaml.map(selector);
        return Yaml.map(map.getOrDefault("matchLabels", Map.of())).entrySet().stream()
                        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
                && Yaml.maps(map.get("matchExpressions")).stream().allMatch(expression -> matches(expression, labels));
    }

    private static boolean matches(Map<String, Object> expression, Map<String, String> labels) {
        if (!"In".equals(expression.get("operator"))) {
            throw new IllegalArgumentException("This test knows the operator In only");
        }
        return ((List<?>) expression.get("values"))
                .contains(labels.get(expression.get("key").toString()));
    }
}
