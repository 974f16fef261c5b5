package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The overlays of k8s/, in place of Knative's. */
@Order(9)
class PlainKubernetesTest {
    private static final Kubectl KUBECTL = Product.KUBECTL;
    private static final String MESH_HOST = "todolist.example.com";
    private static final String FORGED = "203.0.113.66";

    @BeforeEach
    void nothingIsThere() {
        remove();
    }

    @AfterAll
    static void remove() {
        Product.remove();
        ForeignPod.removeAll();
    }

    @Test
    @Order(1)
    void theAutoscalerFollowsTheCpu(TestReporter report) {
        install("k8s/overlays/hpa");
        Stream<String> node = KUBECTL.json("get", "nodes")
                .at("/items/0/status/addresses")
                .valueStream()
                .filter(address -> address.path("type").asText().equals("InternalIP"))
                .map(address -> address.path("address").asText());
        URI page = URI.create("http://" + node.findFirst().orElseThrow() + ":30512/");
        HttpClient http = HttpClient.newHttpClient();
        Awaitility.await("the page by NodePort")
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(30))
                .until(() -> http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
                                .statusCode()
                        == 200);
        awaitReplicas(1);
        long start = System.nanoTime();
        Load load = Load.of(16, Load.Request.ok(() -> get(http, page)));
        try {
            awaitReplicas(3);
        } finally {
            load.stop();
        }
        report.publishEntry("Gateway from 1 to 3 pods under load", Times.since(start));
        assertEquals(List.of(), Load.failures(load.answers()));
        if (!Settings.quick()) {
            start = System.nanoTime();
            awaitReplicas(1);
            report.publishEntry("Gateway from 3 pods to 1 without", Times.since(start));
        }
    }

    @Test
    @Order(2)
    void inTheMeshPeopleComeByHttpsAndOnlyTheGatewayMayCallTheServices(TestReporter report) {
        install("k8s/overlays/istio");
        try (TlsIngress ingress = new TlsIngress(MESH_HOST)) {
            Visitor ann = Visitor.at(ingress);
            Awaitility.await("the page through the mesh's ingress")
                    .ignoreExceptions()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> ann.get("/").statusCode() == 200);
            ann.register();
            ann.add("one");
            assertEquals(Set.of("one"), ann.allNames());
            assertPeopleKeepToHttps(ann, report);
            assertOnlyTheGatewayMayCall(ann.accessToken(), report);
        }
    }

    /** What plain http answers, what browsers are told to remember, and who may set and see the cookies. */
    private static void assertPeopleKeepToHttps(Visitor ann, TestReporter report) {
        HttpResponse<String> plain = Visitor.at(MESH_HOST).get("/");
        assertEquals(301, plain.statusCode());
        assertEquals(
                "https://" + MESH_HOST + "/",
                plain.headers().firstValue("Location").orElse(""));
        // Whatever a client says of itself.
        HttpResponse<String> answer = ann.post(
                "/api/session",
                Map.of("name", ann.name, "password", Visitor.PASSWORD),
                Map.of("X-Forwarded-Proto", "http", "X-Forwarded-For", FORGED));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Strict-Transport-Security").isPresent());
        List<String> cookies = answer.headers().allValues("Set-Cookie");
        assertTrue(cookies.stream().allMatch(cookie -> cookie.contains("; Secure")), () -> names(cookies));
        assertTrue(names(cookies).startsWith("__Host-jwtToken, __Host-refreshToken"), () -> names(cookies));
        String log = KUBECTL.run("logs", "deployment/user-service", "-c", "user-service");
        assertTrue(log.contains("\"event\":\"signed-in\""));
        assertFalse(log.contains(FORGED));
        report.publishEntry(
                "http", "301, " + plain.headers().firstValue("Location").orElse(""));
        report.publishEntry("Cookies over https, all of them Secure", names(cookies));
    }

    private static String names(List<String> cookies) {
        return cookies.stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf('=')))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static void assertOnlyTheGatewayMayCall(String accessToken, TestReporter report) {
        String url = "http://rule-service." + Product.NAMESPACE + ".svc.cluster.local/todos";
        String token = "Authorization: Bearer " + accessToken;
        ForeignPod outside = new ForeignPod("outside", Map.of("sidecar.istio.io/inject", "false"));
        ForeignPod inside = new ForeignPod("inside", Map.of("sidecar.istio.io/inject", "true"));
        try {
            boolean enforced = NetworkPolicies.areEnforced(outside);
            // Where no firewall is before it, the mesh itself takes the connection and ends it.
            String outsiders = enforced ? ForeignPod.REFUSED : ForeignPod.CLOSED;
            assertEquals(outsiders, outside.get(url, token), "without the mesh's certificate, by name");
            assertEquals(
                    outsiders,
                    outside.get("http://" + podAddress() + ":8080/todos", token),
                    "without the mesh's certificate, by address");
            // Its own sidecar says 503 when the firewall refuses the connection.
            assertEquals(enforced ? "503" : "403", inside.get(url, token), "another identity of the mesh");
            report.publishEntry("NetworkPolicies", enforced ? "enforced" : "not enforced on this cluster");
            report.publishEntry("Foreign pod without a sidecar, good token", outsiders + ", by name and by address");
            report.publishEntry(
                    "Foreign pod of the mesh, good token",
                    enforced ? "503: no connection (NetworkPolicy)" : "403 (AuthorizationPolicy)");
        } finally {
            ForeignPod.removeAll();
        }
    }

    private static void install(String overlay) {
        String manifests = Manifests.kustomized(overlay);
        KUBECTL.apply(Manifests.namespaceOf(manifests));
        Kubectl.command(Settings.CHECKOUT.resolve("k8s/secrets").toString());
        KUBECTL.apply(Manifests.kustomized("k8s/postgres"));
        KUBECTL.apply(manifests);
        for (String service : Product.SERVICES) {
            KUBECTL.run("rollout", "status", "deployment/" + service, "--timeout=300s");
        }
    }

    private static void awaitReplicas(int wanted) {
        Awaitility.await(wanted + " pods")
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    JsonNode deployment = KUBECTL.json("get", "deployment", "gateway-service");
                    return deployment.at("/spec/replicas").asInt() == wanted
                            && deployment.at("/status/readyReplicas").asInt() == wanted;
                });
    }

    private static String podAddress() {
        return KUBECTL.json("get", "pods", "-l", "app.kubernetes.io/name=rule-service")
                .at("/items/0/status/podIP")
                .asText();
    }

    private static HttpResponse<String> get(HttpClient http, URI page) {
        try {
            return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
