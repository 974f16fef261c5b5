package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * On Knative calls arrive through its activator and ingress, whoever makes them, so rule-service trusts no caller but only
 * a token that user-service has signed. Each way is tried with a good token as well: a refusal means nothing where nobody
 * answers. The ways past Knative, straight to the pod, are closed where the cluster enforces NetworkPolicies.
 */
@Order(7)
class ForeignPodTest {
    private static ForeignPod stranger;
    private static boolean enforced;
    private static Visitor ann;

    @BeforeAll
    static void prepare() {
        Product.installed();
        ForeignPod.removeAll();
        stranger = new ForeignPod("stranger", Map.of());
        enforced = NetworkPolicies.areEnforced(stranger);
        ann = Visitor.registered();
        ann.add("one");
    }

    @AfterAll
    static void remove() {
        ForeignPod.removeAll();
    }

    @Test
    void onlyATokenOfOursOpensRuleService(TestReporter report) {
        report.publishEntry("NetworkPolicies", enforced ? "enforced" : "not enforced on this cluster");
        String revision = KnativeService.committed("rule-service").revision();
        String host = "rule-service." + Product.NAMESPACE + ".svc.cluster.local";
        Map<String, String[]> throughKnative = new LinkedHashMap<>();
        throughKnative.put("service name", new String[] {"http://" + host + "/todos"});
        throughKnative.put("activator", new String[] {
            "http://activator-service.knative-serving.svc.cluster.local/todos",
            "Host: " + host,
            "Knative-Serving-Namespace: " + Product.NAMESPACE,
            "Knative-Serving-Revision: " + revision
        });
        throughKnative.forEach((way, request) -> answersGoodTokensOnly(way, request, report));

        String pod = podAddress();
        Map<String, String[]> straight = new LinkedHashMap<>();
        straight.put("pod's address", new String[] {"http://" + pod + ":8080/todos"});
        straight.put("pod's queue-proxy", new String[] {"http://" + pod + ":8012/todos"});
        straight.forEach((way, request) -> {
            if (enforced) {
                isClosed(way, request, report);
            } else {
                answersGoodTokensOnly(way, request, report);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"TODOS, users", "USERS, todos"})
    void aServiceCannotOpenTheDatabaseOfAnother(String service, String other) {
        String own = service.toLowerCase(Locale.ROOT);
        assertEquals(0, connect(service, own).status(), own);
        Kubectl.Output refused = connect(service, other);
        assertTrue(refused.errors().contains("permission denied for database"), refused.errors());
    }

    /** A pod of ours that was taken over. What it must not reach is there: the stranger, whom no policy holds, reaches it. */
    @ParameterizedTest
    @CsvSource({
        // service, other services, database
        "gateway-service, 401, no connection",
        "rule-service, 401, closed without an answer",
        "user-service, 401, closed without an answer",
        "rule-service-migration, no connection, closed without an answer",
        "user-service-migration, no connection, closed without an answer",
        "postgres, no connection, no connection"
    })
    void aPodCallsOnlyWhomItsServiceCalls(String service, String services, String database, TestReporter report) {
        assumeTrue(enforced, "NetworkPolicies are not enforced on this cluster");
        String open = NetworkPolicies.open(stranger);
        String apiServer = "http://" + new Kubectl("default").field("service/kubernetes", ".spec.clusterIP") + ":443/";
        assertEquals("200", stranger.get(open), "another pod");
        assertEquals("400", stranger.get(apiServer), "the API server");

        ForeignPod pod = ForeignPod.inPlaceOf(service);
        try {
            Map<String, String> wanted = new LinkedHashMap<>();
            wanted.put("http://rule-service." + Product.NAMESPACE + ".svc.cluster.local/todos", services);
            wanted.put("http://postgres." + Product.NAMESPACE + ".svc.cluster.local:5432/", database);
            wanted.put(open, ForeignPod.REFUSED);
            wanted.put(apiServer, ForeignPod.REFUSED);
            wanted.put("http://169.254.169.254/", ForeignPod.REFUSED);
            // A firewall may learn of a pod a moment after it is ready.
            Awaitility.await("what a pod in place of " + service + " reaches")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertEquals(wanted, answers(pod, wanted.keySet())));
            report.publishEntry("From a pod in place of " + service, wanted.toString());
        } finally {
            pod.remove();
        }
    }

    private static Map<String, String> answers(ForeignPod pod, Set<String> urls) {
        Map<String, String> answers = new LinkedHashMap<>();
        urls.forEach(url -> answers.put(url, pod.get(url)));
        return answers;
    }

    /** Of a service that was taken over. */
    @ParameterizedTest
    @CsvSource({"TODOS, todos, todo", "USERS, users, account"})
    void aServicesRoleCannotChangeItsSchema(String service, String database, String table) {
        for (String sql : List.of(
                "create table mine (id int)",
                "alter table %s disable trigger all",
                "truncate %s cascade",
                "drop table %s")) {
            Kubectl.Output refused = psql(service, database, sql.formatted(table));
            assertTrue(
                    refused.errors().contains("permission denied")
                            || refused.errors().contains("must be owner"),
                    sql + ": " + refused);
        }
    }

    private static Kubectl.Output connect(String service, String database) {
        return psql(service, database, "select 1");
    }

    private static Kubectl.Output psql(String service, String database, String sql) {
        String psql = "PGPASSWORD=$%1$s_PASSWORD psql -h 127.0.0.1 -U $%1$s_USERNAME -d %2$s -c '%3$s'";
        return Product.KUBECTL.attempt(
                "", "exec", "postgres-0", "--", "sh", "-c", psql.formatted(service, database, sql));
    }

    private static void answersGoodTokensOnly(String way, String[] request, TestReporter report) {
        assertEquals("200", ask(request, ann.accessToken()), way + ", good token");
        assertAll(
                () -> assertEquals("401", ask(request, null), way + ", no token"),
                () -> assertEquals("401", ask(request, signedByAStranger()), way + ", forged signature"),
                () -> assertEquals("401", ask(request, unsigned()), way + ", algorithm none"),
                () -> assertEquals("401", ask(request, anotherPersons()), way + ", changed claims"));
        report.publishEntry("Foreign pod by " + way, "200 with a good token; 401 without and with three forged ones");
    }

    private static void isClosed(String way, String[] request, TestReporter report) {
        assertEquals(ForeignPod.REFUSED, ask(request, ann.accessToken()), way + ", good token");
        assertEquals(ForeignPod.REFUSED, ask(request, null), way + ", no token");
        report.publishEntry("Foreign pod by " + way, "no connection (NetworkPolicy)");
    }

    private static String ask(String[] request, String token) {
        String[] headers = new String[request.length - 1 + (token == null ? 0 : 1)];
        System.arraycopy(request, 1, headers, 0, request.length - 1);
        if (token != null) {
            headers[headers.length - 1] = "Authorization: Bearer " + token;
        }
        return stranger.get(request[0], headers);
    }

    /** Of a pod that is there now: each call keeps one awake. It can answer before Kubernetes has seen that it is ready. */
    private static String podAddress() {
        List<JsonNode> pods = Awaitility.await("a pod of rule-service")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            ann.get("/api/todos");
                            return Pods.ready(Product.KUBECTL, "rule-service");
                        },
                        ready -> !ready.isEmpty());
        return pods.get(0).at("/status/podIP").asText();
    }

    /** The same header and claims, the signature by a key of the stranger's own. */
    private static String signedByAStranger() {
        try {
            String[] parts = ann.accessToken().split("\\.");
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(
                    KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return parts[0] + "." + parts[1] + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned() {
        String[] parts = ann.accessToken().split("\\.");
        return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII)) + "." + parts[1] + ".";
    }

    private static String anotherPersons() {
        String[] parts = ann.accessToken().split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String changed = claims.replaceFirst("\"groups\":\\[[^]]*]", "\"groups\":[\"user\",\"admin\"]");
        return parts[0] + "." + base64(changed.getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
