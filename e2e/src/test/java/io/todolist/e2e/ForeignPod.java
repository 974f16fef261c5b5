package io.todolist.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pod of somebody else on the same cluster, with nothing but curl. */
final class ForeignPod {
    private static final String NAMESPACE = "todolist-foreign";

    private final Kubectl kubectl = new Kubectl(NAMESPACE);
    private final String name;

    /** With labels of its own, such as the one that gives it a sidecar. */
    ForeignPod(String name, Map<String, String> labels) {
        this.name = name;
        StringBuilder more = new StringBuilder();
        labels.forEach((label, value) ->
                more.append(", ").append(label).append(": \"").append(value).append('"'));
        kubectl.apply(
                """
                apiVersion: v1
                kind: Namespace
                metadata: {name: %1$s}
                ---
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %2$s
                  namespace: %1$s
                  labels: {app: %2$s%3$s}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers:
                  - name: curl
                    image: %4$s
                    imagePullPolicy: IfNotPresent
                    command: [sleep, "3600"]
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                      runAsNonRoot: true
                      runAsUser: 65532
                      seccompProfile: {type: RuntimeDefault}
                """
                        .formatted(NAMESPACE, name, more, Settings.CURL_IMAGE));
        kubectl.run("wait", "--for=condition=Ready", "--timeout=90s", "pod/" + name);
    }

    /** The status of the answer; 000 when there is none. */
    String get(String url, String... headers) {
        List<String> words = new ArrayList<>(List.of(
                "exec",
                name,
                "-c",
                "curl",
                "--",
                "curl",
                "-s",
                "-m",
                "40",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                url));
        for (String header : headers) {
            words.add("-H");
            words.add(header);
        }
        return kubectl.attempt("", words.toArray(String[]::new)).text().strip();
    }

    static void removeAll() {
        new Kubectl(NAMESPACE).removeNamespace();
    }
}
