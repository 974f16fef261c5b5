package io.todolist.e2e;

import java.time.Duration;
import org.awaitility.Awaitility;

/** knative/istio/retry.yaml: the ingress asks again what may arrive twice. */
final class IngressRetry {
    private static final Kubectl ISTIO = new Kubectl("istio-system");

    private IngressRetry() {}

    /** It is applied for as long as the scenario takes. */
    static void during(Runnable scenario) {
        ISTIO.apply(Manifests.ingressRetry(Product.host()));
        try {
            Awaitility.await("the ingress repeats requests")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> ISTIO.run(
                                    "exec",
                                    "deploy/istio-ingressgateway",
                                    "--",
                                    "pilot-agent",
                                    "request",
                                    "GET",
                                    "config_dump")
                            .contains("retriable_request_headers"));
            scenario.run();
        } finally {
            ISTIO.delete("envoyfilter/todolist-retry");
        }
    }
}
