package io.todolist.release.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.todolist.release.judge.Traffic;
import io.todolist.release.walk.Facts;
import io.todolist.release.walk.Split;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class KnativeRouterTest {
    private static final Split TENTH = new Split(Map.of("page-v1", 90, "page-v2", 10));

    KubernetesMockServer server;
    KubernetesClient kubernetes;
    private OnCluster cluster;
    private KnativeRouter router;

    @BeforeEach
    void service() {
        cluster = new OnCluster(server, kubernetes);
        router = new KnativeRouter(kubernetes, OnCluster.settings(), "page", Clock.systemUTC());
    }

    @Test
    void theSplitIsThatOfTheTraffic() {
        Facts facts = facts();
        assertEquals(new Split(Map.of("page-v0", 0, "page-v1", 100, "page-v2", 0)), facts.split());
        assertTrue(facts.versions().get("page-v1").ready());
        assertFalse(facts.versions().get("page-v2").ready());
    }

    @Test
    void editsNothingButThePercentages() {
        Object template = cluster.page().get("spec", "template");
        assertTrue(router.apply(TENTH, facts().mark()));
        assertEquals(
                List.of(
                        Map.of("revisionName", "page-v1", "percent", 90, "tag", "current"),
                        Map.of("revisionName", "page-v2", "percent", 10, "tag", "candidate"),
                        Map.of("revisionName", "page-v0", "percent", 0, "tag", "previous")),
                cluster.page().get("spec", "traffic"));
        assertEquals(template, cluster.page().get("spec", "template"));
        assertEquals(new Split(Map.of("page-v0", 0, "page-v1", 90, "page-v2", 10)), facts().split());
    }

    @Test
    void anEditOfSomebodyElseStays() {
        String mark = facts().mark();
        editByHand(70, 30);
        assertFalse(router.apply(TENTH, mark));
        Facts found = facts();
        assertEquals(30, found.split().of("page-v2"));
        assertTrue(router.apply(TENTH, found.mark()));
    }

    @Test
    void anEditOfSomebodyElseAtTheSameMomentStays() {
        String read = cluster.page().getMetadata().getResourceVersion();
        editByHand(70, 30);
        assertFalse(new KnativeService(kubernetes, "todolist", "page").set(List.of(Target.of("page-v1", 100)), read));
        assertEquals(30, facts().split().of("page-v2"));
    }

    @Test
    void whatKnativeNotesMeanwhileDoesNotHinderAnEdit() {
        String mark = facts().mark();
        cluster.edit("/status/observedGeneration", 1);
        server.expect()
                .patch()
                .withPath(OnCluster.PAGE)
                .andReturn(
                        HttpURLConnection.HTTP_CONFLICT,
                        new StatusBuilder()
                                .withCode(HttpURLConnection.HTTP_CONFLICT)
                                .build())
                .once();
        assertTrue(router.apply(TENTH, mark));
        assertEquals(10, facts().split().of("page-v2"));
    }

    @Test
    void whoFollowsTheLatestRevisionIsNamed() {
        cluster.edit("/spec/traffic", List.of(Map.of("latestRevision", true, "percent", 100)));
        assertEquals(new Split(Map.of("page-v2", 100)), facts().split());
    }

    @Test
    void countsWhatEachPodOfTheIngressHasSeen() {
        cluster.ingressPod("ingress-2");
        cluster.saysOnce("ingress-1", "page-v1", 10, 1);
        cluster.saysOnce("ingress-2", "page-v1", 20, 2);
        assertCounted(33, 3, facts());
    }

    @Test
    void anotherProcessCountsOn() {
        cluster.saysOnce("ingress-1", "page-v1", 10, 1);
        facts();
        kubernetes.pods().inNamespace("istio-system").withName("ingress-1").delete();
        cluster.ingressPod("ingress-2");
        cluster.saysOnce("ingress-2", "page-v1", 3, 0);
        var another = new KnativeRouter(kubernetes, OnCluster.settings(), "page", Clock.systemUTC());
        assertCounted(14, 1, another.facts());
    }

    @Test
    void withoutAnIngressThereIsNoEvidence() {
        var elsewhere = new KnativeRouter(
                kubernetes, OnCluster.settings("ingress-namespace", "elsewhere"), "page", Clock.systemUTC());
        assertThrows(UncheckedIOException.class, elsewhere::facts);
    }

    @Test
    void aServiceThatIsNotThereIsTold() {
        var none = new KnativeRouter(kubernetes, OnCluster.settings(), "none", Clock.systemUTC());
        assertThrows(UncheckedIOException.class, none::facts);
    }

    private Facts facts() {
        cluster.saysOnce("ingress-1", "page-v1", 0, 0);
        return router.facts();
    }

    private static void assertCounted(long requests, long errors, Facts facts) {
        Traffic traffic = facts.versions().get("page-v1").traffic();
        assertEquals(requests, traffic.requests());
        assertEquals(errors, traffic.errors());
    }

    private void editByHand(int current, int candidate) {
        cluster.edit(
                "/spec/traffic",
                List.of(
                        Map.of("revisionName", "page-v1", "percent", current),
                        Map.of("revisionName", "page-v2", "percent", candidate)));
    }
}
