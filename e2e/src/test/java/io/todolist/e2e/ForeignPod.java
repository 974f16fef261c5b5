package io.todolist.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pod with nothing but curl: of somebody else on the same cluster, or in the place of one of ours. */
final class ForeignPod {
    static final String REFUSED = "no connection";
    static final String CLOSED = "closed without an answer";

    private static final String NAMESPACE = "todolist-foreign";

    // Exit statuses of curl.
    private static final int COULD_NOT_RESOLVE = 6;
    private static final int COULD_NOT_CONNECT = 7;
    private static final int TIMED_OUT = 28;
    private static final int EMPTY_REPLY = 52;
    private static final int RECEIVE_ERROR = 56;

    private final Kubectl kubectl;
    private final String name;

    /** With labels of its own, such as the one that gives it a sidecar. */
    ForeignPod(String name, Map<String, String> labels) {
        this(new Kubectl(NAMESPACE), name, labels);
    }

    /** What may be done from a pod of ours once it was taken over: the network policies know it by this name. */
    static ForeignPod inPlaceOf(String service) {
        return new ForeignPod(Product.KUBECTL, "in-place-of-" + service, Map.of("app.kubernetes.io/name", service));
    }

    private ForeignPod(Kubectl kubectl, String name, Map<String, String> labels) {
        this.kubectl = kubectl;
        this.name = name;
        StringBuilder more = new StringBuilder();
        labels.forEach((label, value) ->
                more.append(", ").append(label).append(": \"").append(value).append('"'));
        if (kubectl.namespace().equals(NAMESPACE)) {
            kubectl.apply("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(NAMESPACE));
        }
        kubectl.apply(
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %1$s
                  labels: {app: %1$s%2$s}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers:
                  - name: curl
                    image: %3$s
                    imagePullPolicy: IfNotPresent
                    command: [sleep, "3600"]
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                      runAsNonRoot: true
                      runAsUser: 65532
                      seccompProfile: {type: RuntimeDefault}
                """
                        .formatted(name, more, Settings.CURL_IMAGE));
        kubectl.run("wait", "--for=condition=Ready", "--timeout=90s", "pod/" + name);
    }

    /**
     * The status of the answer; {@link #REFUSED} when not even a connection came to be, {@link #CLOSED} when one did, and
     * ended without an answer.
     */
    String get(String url, String... headers) {
        List<String> words = new ArrayList<>(List.of("exec", name, "-c", "curl", "--"));
        words.addAll(List.of("curl", "-s", "--connect-timeout", "5", "-m", "40", "-o", "/dev/null"));
        words.addAll(List.of("-w", "%{http_code} %{time_connect}", url));
        for (String header : headers) {
            words.addAll(List.of("-H", header));
        }
        Kubectl.Output output = kubectl.attempt("", words.toArray(String[]::new));
        String[] told = output.text().strip().split(" ");
        if (told.length == 2 && !told[0].equals("000")) {
            return told[0];
        }
        boolean connected = told.length == 2 && Double.parseDouble(told[1]) > 0;
        return switch (output.status()) {
            case COULD_NOT_RESOLVE, COULD_NOT_CONNECT, TIMED_OUT -> connected ? CLOSED : REFUSED;
            case EMPTY_REPLY, RECEIVE_ERROR -> CLOSED;
            default ->
                throw new IllegalStateException(
                        "curl " + url + " ended with " + output.status() + ": " + output.errors());
        };
    }

    Kubectl kubectl() {
        return kubectl;
    }

    void remove() {
        kubectl.delete("pod/" + name);
    }

    static void removeAll() {
        new Kubectl(NAMESPACE).removeNamespace();
    }
}
