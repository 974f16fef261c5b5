package io.todolist.e2e;

import java.time.Duration;
import org.awaitility.Awaitility;

/** Every cluster accepts NetworkPolicies; only some have a firewall that enforces them. */
final class NetworkPolicies {
    private NetworkPolicies() {}

    /** Found out with two pods that have nothing to do with the product: one is closed to everybody, the other is not. */
    static boolean areEnforced(ForeignPod stranger) {
        stranger.kubectl()
                .apply(
                        """
                        apiVersion: networking.k8s.io/v1
                        kind: NetworkPolicy
                        metadata: {name: closed}
                        spec:
                          podSelector: {matchLabels: {app: closed}}
                          policyTypes: [Ingress]
                        """);
        String open = open(stranger);
        String closed = address(stranger, "closed");
        Awaitility.await("the open pod answers")
                .atMost(Duration.ofSeconds(30))
                .until(() -> stranger.get(open), "200"::equals);
        // A firewall may learn of a pod a moment after it is ready.
        String[] last = {""};
        Awaitility.await("the closed pod keeps to its answer")
                .during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    String now = stranger.get(closed);
                    boolean same = now.equals(last[0]);
                    last[0] = now;
                    return same;
                });
        return switch (last[0]) {
            case "200" -> false;
            case ForeignPod.REFUSED -> true;
            default -> throw new IllegalStateException("The closed pod: " + last[0]);
        };
    }

    /** The address of a pod that answers everybody. */
    static String open(ForeignPod stranger) {
        return address(stranger, "open");
    }

    private static String address(ForeignPod stranger, String name) {
        Kubectl kubectl = stranger.kubectl();
        kubectl.apply(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: %1$s, labels: {app: %1$s}}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers:
                  - name: hello
                    image: %2$s
                    imagePullPolicy: IfNotPresent
                    env: [{name: PORT, value: "8080"}]
                    readinessProbe: {httpGet: {path: /, port: 8080}}
                """
                        .formatted(name, Settings.HELLO_IMAGE));
        kubectl.run("wait", "--for=condition=Ready", "--timeout=90s", "pod/" + name);
        return "http://" + kubectl.field("pod/" + name, ".status.podIP") + ":8080/";
    }
}
