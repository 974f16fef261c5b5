package io.todolist.release.knative;

/** Where the pods of an ingress are, and at which port each of them says in Prometheus' format what it has counted. */
public enum IngressKind {
    ISTIO("istio-system", "istio=ingressgateway", 15090),
    KOURIER("kourier-system", "app=3scale-kourier-gateway", 9000);

    final String namespace;
    final String selector;
    final int port;

    IngressKind(String namespace, String selector, int port) {
        this.namespace = namespace;
        this.selector = selector;
        this.port = port;
    }
}
