package io.todolist.release.knative;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;

/** A service "page" with two revisions, as Knative would have it, and a pod of the ingress. */
final class OnCluster {
    static final String PAGE = "/apis/serving.knative.dev/v1/namespaces/todolist/services/page";
    private static final String SAID =
            "/proxy/stats/prometheus?usedonly&filter=upstream_rq_%28time%7Cretry_success%7C%5B2-5%5Dxx%29%24"
                    + "%7Cistio_request%28s_total%7C_duration_milliseconds%29";

    private final KubernetesMockServer server;
    private final KubernetesClient kubernetes;

    OnCluster(KubernetesMockServer server, KubernetesClient kubernetes) {
        this.server = server;
        this.kubernetes = kubernetes;
        create(
                KnativeService.SERVICES,
                """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: page, namespace: todolist, generation: 1}
                spec:
                  template: {metadata: {name: page-v2}}
                  traffic:
                    - {revisionName: page-v1, percent: 100, tag: current}
                    - {revisionName: page-v2, percent: 0, tag: candidate}
                    - {revisionName: page-v0, percent: 0, tag: previous}
                status:
                  latestReadyRevisionName: page-v2
                  traffic:
                    - {revisionName: page-v1, percent: 100, tag: current, url: "http://current-page.todolist.example.com"}
                    - {revisionName: page-v2, tag: candidate, url: "http://candidate-page.todolist.example.com"}
                """);
        revision("page-v0", "True", "False");
        revision("page-v1", "True", "True");
        revision("page-v2", "False", "False");
        ingressPod("ingress-1");
    }

    static Cluster settings(String... settings) {
        var config = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(Cluster.class);
        // Nobody notes that an edit is done.
        config.withDefaultValue("release.knative.settles-within", "0s");
        for (int i = 0; i < settings.length; i += 2) {
            config.withDefaultValue("release.knative." + settings[i], settings[i + 1]);
        }
        return config.build().getConfigMapping(Cluster.class);
    }

    private void create(ResourceDefinitionContext kind, String yaml) {
        kubernetes
                .genericKubernetesResources(kind)
                .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .create();
    }

    void revision(String name, String ready, String active) {
        create(
                KnativeService.REVISIONS,
                """
                apiVersion: serving.knative.dev/v1
                kind: Revision
                metadata: {name: %s, namespace: todolist}
                status:
                  conditions:
                    - {type: Active, status: "%s"}
                    - {type: Ready, status: "%s"}
                """
                        .formatted(name, active, ready));
    }

    void ingressPod(String name) {
        kubernetes
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("istio-system")
                        .withUid(name)
                        .addToLabels("istio", "ingressgateway")
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
    }

    /** Of a version's requests, the next time that the pod is asked. */
    void saysOnce(String pod, String version, int good, int bad) {
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/istio-system/pods/" + pod + ":15090" + SAID)
                .andReturn(HttpURLConnection.HTTP_OK, said(version, "2xx", good) + said(version, "5xx", bad))
                .once();
    }

    static String said(String version, String status, int count) {
        return "envoy_cluster_upstream_rq{response_code_class=\"%s\",cluster_name=\"outbound|80||%s.todolist.svc.cluster.local\"} %d%n"
                .formatted(status, version, count);
    }

    GenericKubernetesResource page() {
        return resource().get();
    }

    private Resource<GenericKubernetesResource> resource() {
        return kubernetes
                .genericKubernetesResources(KnativeService.SERVICES)
                .inNamespace("todolist")
                .withName("page");
    }

    /** A person's edit, or one that Knative notes in the status. */
    void edit(String path, Object value) {
        resource()
                .patch(
                        PatchContext.of(PatchType.JSON),
                        Serialization.asJson(List.of(Map.of("op", "add", "path", path, "value", value))));
    }
}
