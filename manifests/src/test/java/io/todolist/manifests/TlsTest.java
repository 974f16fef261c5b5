package io.todolist.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** TLS in k8s/overlays/istio, and whom the gateway believes that there is TLS, on plain Kubernetes. */
class TlsTest {

    @Test
    void httpOnlySaysThatThereIsHttps() {
        Map<Object, Object> tls = Checkout.objects("k8s/overlays/istio/ingress.yaml").stream()
                .filter(object -> "Gateway".equals(object.get("kind")))
                .flatMap(gateway -> Yaml.maps(Yaml.map(gateway, "spec").get("servers")).stream())
                .collect(Collectors.toMap(
                        server -> Yaml.map(server, "port").get("number"), server -> server.get("tls")));
        assertEquals(2, tls.size());
        assertEquals(Map.of("httpsRedirect", true), tls.get(80));
        assertEquals(
                Map.of("mode", "SIMPLE", "minProtocolVersion", "TLSV1_2", "credentialName", "todolist-tls"),
                tls.get(443));
    }

    @Test
    void nobodyIsBelievedWhereThereIsNoProxy() {
        assertEquals(
                List.of(Map.of("name", "TODOLIST_TRUSTED_PROXIES", "$patch", "delete")),
                trustedProxies("k8s/base/kustomization.yaml"));
    }

    @Test
    void inTheMeshTheSidecarIsBelieved() {
        assertEquals(
                List.of(Map.of("name", "TODOLIST_TRUSTED_PROXIES", "value", "127.0.0.6/32,::6/128")),
                trustedProxies("k8s/overlays/istio/kustomization.yaml"));
    }

    private static List<Map<String, Object>> trustedProxies(String kustomization) {
        return Yaml.maps(Checkout.objects(kustomization).get(0).get("patches")).stream()
                .map(patch -> Yaml.read(patch.get("patch").toString()))
                .filter(patch -> patch instanceof Map
                        && "Deployment".equals(Yaml.map(patch).get("kind")))
                .flatMap(patch -> Yaml.maps(Checkout.container(Yaml.map(patch)).get("env")).stream())
                .filter(variable -> "TODOLIST_TRUSTED_PROXIES".equals(variable.get("name")))
                .toList();
    }
}
