package io.todolist.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A Knative Service that does nothing: what a start costs on this cluster whatever the program. */
final class HelloPod {
    private static final Kubectl KUBECTL = new Kubectl("todolist-hello");

    private final KnativeService service;
    private final Visitor anybody = Visitor.anonymous();
    private final String host;

    /** As many as the product has services. */
    static List<HelloPod> three() {
        KUBECTL.removeNamespace();
        KUBECTL.apply("{apiVersion: v1, kind: Namespace, metadata: {name: todolist-hello}}");
        return Stream.of("hello", "hallo", "bonjour").map(HelloPod::new).toList();
    }

    static void removeAll() {
        KUBECTL.delete("namespace/todolist-hello");
    }

    /** In the gateway's shape: the same requests, the same autoscaler. */
    private HelloPod(String name) {
        service = KnativeService.of(
                KUBECTL,
                """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: %1$s, namespace: todolist-hello}
                spec:
                  template:
                    metadata:
                      name: %1$s-v1
                      annotations: {}
                    spec:
                      containers:
                      - name: hello
                        image: %2$s
                        imagePullPolicy: IfNotPresent
                """
                        .formatted(name, Settings.HELLO_IMAGE));
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
}
