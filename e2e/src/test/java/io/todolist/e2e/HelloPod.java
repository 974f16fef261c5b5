package io.todolist.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A Knative Service that does nothing: what a start costs on this cluster whatever the program. */
final class HelloPod {
    private static final Kubectl KUBECTL = new Kubectl("todolist-hello");

    private final KnativeService service;
    private final Visitor anybody = Visitor.anonymous();
    private final String host;

    /** In the gateway's shape: the same requests, the same autoscaler. */
    HelloPod() {
        KUBECTL.removeNamespace();
        KUBECTL.apply("{apiVersion: v1, kind: Namespace, metadata: {name: todolist-hello}}");
        service = KnativeService.of(
                KUBECTL,
                """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: hello, namespace: todolist-hello}
                spec:
                  template:
                    metadata:
                      name: hello-v1
                      annotations: {}
                    spec:
                      containers:
                      - name: hello
                        image: %s
                        imagePullPolicy: IfNotPresent
                """
                        .formatted(Settings.HELLO_IMAGE));
        KnativeService gateway = KnativeService.committed("gateway-service").annotate("window", "6s");
        service.at("/spec/template/metadata").set("annotations", gateway.at("/spec/template/metadata/annotations"));
        service.container().set("resources", gateway.container().path("resources"));
        service.apply();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            service.condition("Ready").path("status").asText().equals("True"));
        } catch (ConditionTimeoutException e) {
            abort("The cluster can't run " + Settings.HELLO_IMAGE + ", so there is nothing to compare with: "
                    + service.condition("Ready").path("message").asText());
        }
        host = service.host();
    }

    HttpResponse<String> ask() {
        return anybody.send(Visitor.request(host, "/").build());
    }

    KnativeService service() {
        return service;
    }

    void remove() {
        KUBECTL.delete("namespace/todolist-hello");
    }
}
