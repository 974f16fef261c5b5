package io.todolist.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The network policies, evaluated as the API defines them (networking.k8s.io/v1), because not every cluster enforces them: a
 * pod that a policy selects for a direction gets what any policy that selects it allows, and nothing else. Who is written
 * without a namespace is in that of the product; "internet" is where no pod is.
 */
class NetworkPoliciesTest {
    private static final String OURS = "todolist";

    @ParameterizedTest
    @CsvSource({
        // from, to, port, allowed
        "istio-system/ingressgateway, gateway-service, 8012, true",
        "knative-serving/activator, gateway-service, 8012, true",
        "knative-serving/activator, rule-service, 8012, true",
        "knative-serving/autoscaler, user-service, 9090, true",
        "gateway-service, rule-service, 8080, false",
        "default/anybody, rule-service, 8080, false",
        "default/anybody, gateway-service, 8012, false",
        "anybody, user-service, 8080, false",
        "rule-service, postgres, 5432, true",
        "user-service-migration, postgres, 5432, true",
        "gateway-service, postgres, 5432, false",
        "default/rule-service, postgres, 5432, false",
        "istio-system/ingressgateway, postgres, 5432, false",
        "rule-service, postgres, 22, false",
        "knative-serving/activator, rule-service-migration, 8080, false",
        "gateway-service, istio-system/ingressgateway, 8081, true",
        "user-service, istio-system/ingressgateway, 8081, true",
        "rule-service, istio-system/ingressgateway, 8081, true",
        "rule-service-migration, istio-system/ingressgateway, 8081, false",
        "gateway-service, istio-system/istiod, 15010, false",
        "gateway-service, knative-serving/autoscaler, 8080, false",
        "gateway-service, kube-system/coredns, 53, true",
        "rule-service-migration, kube-system/coredns, 53, true",
        "gateway-service, kube-system/coredns, 9153, false",
        "postgres, kube-system/coredns, 53, false",
        "postgres, rule-service, 8080, false",
        "gateway-service, internet/anybody, 443, false",
        "user-service, internet/169.254.169.254, 80, false",
        "rule-service-migration, internet/anybody, 5432, false",
        "postgres, internet/anybody, 443, false",
        "anybody, internet/anybody, 443, false",
    })
    void onKnative(String from, String to, int port, boolean allowed) {
        assertEquals(
                allowed,
                allows(
                        Checkout.objects("knative/00-namespace.yaml", "k8s/postgres/postgres.yaml"),
                        Pod.of(from),
                        Pod.of(to),
                        port));
    }

    @ParameterizedTest
    @CsvSource({
        "default/anybody, gateway-service, 8080, true",
        "default/anybody, gateway-service, 5005, false",
        "gateway-service, rule-service, 8080, true",
        "gateway-service, user-service, 8080, true",
        "rule-service, user-service, 8080, true",
        "user-service, rule-service, 8080, true",
        "rule-service, gateway-service, 8080, false",
        "user-service, gateway-service, 8080, false",
        "user-service, gateway-service, 5005, false",
        "default/gateway-service, rule-service, 8080, false",
        "istio-system/ingressgateway, rule-service, 8080, false",
        "rule-service, postgres, 5432, true",
        "gateway-service, postgres, 5432, false",
        "rule-service-migration, postgres, 5432, true",
        "rule-service-migration, rule-service, 8080, false",
        "gateway-service, kube-system/coredns, 53, true",
        "gateway-service, istio-system/istiod, 15012, false",
        "postgres, kube-system/coredns, 53, false",
        "gateway-service, internet/anybody, 443, false",
        "user-service, internet/169.254.169.254, 80, false",
        "postgres, internet/anybody, 443, false",
    })
    void onPlainKubernetes(String from, String to, int port, boolean allowed) {
        assertEquals(
                allowed,
                allows(
                        Checkout.objects("k8s/base/network-policies.yaml", "k8s/postgres/postgres.yaml"),
                        Pod.of(from),
                        Pod.of(to),
                        port));
    }

    @ParameterizedTest
    @CsvSource({
        "rule-service, istio-system/istiod, 15012, true",
        "rule-service, istio-system/istiod, 15010, false",
        "rule-service-migration, istio-system/istiod, 15012, false",
        "gateway-service, rule-service, 8080, true",
        "gateway-service, internet/anybody, 443, false",
    })
    void inTheMesh(String from, String to, int port, boolean allowed) {
        assertEquals(
                allowed,
                allows(
                        Checkout.objects("k8s/base/network-policies.yaml", "k8s/overlays/istio/mesh.yaml"),
                        Pod.of(from),
                        Pod.of(to),
                        port));
    }

    /** Whichever label a policy asks for has the pod's name. */
    private record Pod(String namespace, String name) {
        static Pod of(String text) {
            String[] parts = text.split("/");
            return parts.length == 1 ? new Pod(OURS, text) : new Pod(parts[0], parts[1]);
        }
    }

    private static boolean allows(List<Map<String, Object>> objects, Pod from, Pod to, int port) {
        List<Map<String, Object>> policies = objects.stream()
                .filter(object -> "NetworkPolicy".equals(object.get("kind")))
                .map(object -> Yaml.map(object, "spec"))
                .toList();
        return passes(policies, "Egress", "to", from, to, port) && passes(policies, "Ingress", "from", to, from, port);
    }

    private static boolean passes(
            List<Map<String, Object>> policies, String direction, String peers, Pod held, Pod other, int port) {
        List<Map<String, Object>> selecting = policies.stream()
                .filter(policy -> held.namespace.equals(OURS))
                .filter(policy -> ((List<?>) policy.get("policyTypes")).contains(direction))
                .filter(policy -> selects(policy.get("podSelector"), held.name))
                .toList();
        return selecting.isEmpty()
                || selecting.stream()
                        .flatMap(policy -> Yaml.maps(policy.get(direction.toLowerCase())).stream())
                        .anyMatch(rule -> isWith(rule.get(peers), other) && isAt(rule, port));
    }

    private static boolean isWith(Object peers, Pod other) {
        return peers == null || Yaml.maps(peers).stream().anyMatch(peer -> isPeer(peer, other));
    }

    /** Without a namespaceSelector a peer is in the policy's own namespace. */
    private static boolean isPeer(Map<String, Object> peer, Pod other) {
        if (peer.containsKey("ipBlock")) {
            throw new IllegalArgumentException("This test knows no addresses");
        }
        boolean inNamespace = peer.containsKey("namespaceSelector")
                ? selects(peer.get("namespaceSelector"), other.namespace)
                : other.namespace.equals(OURS);
        return inNamespace && (!peer.containsKey("podSelector") || selects(peer.get("podSelector"), other.name));
    }

    private static boolean isAt(Map<String, Object> rule, int port) {
        return !rule.containsKey("ports")
                || Yaml.maps(rule.get("ports")).stream()
                        .anyMatch(allowed -> allowed.get("port").equals(port));
    }

    private static boolean selects(Object selector, String name) {
        Map<String, Object> map = Yaml.map(selector);
        return Yaml.map(map.getOrDefault("matchLabels", Map.of())).values().stream()
                        .allMatch(name::equals)
                && Yaml.maps(map.get("matchExpressions")).stream().allMatch(expression -> matches(expression, name));
    }

    private static boolean matches(Map<String, Object> expression, String name) {
        if (!"In".equals(expression.get("operator"))) {
            throw new IllegalArgumentException("This test knows the operator In only");
        }
        return ((List<?>) expression.get("values")).contains(name);
    }
}
