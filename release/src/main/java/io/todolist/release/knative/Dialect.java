package io.todolist.release.knative;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an ingress calls its counters. The first of these that names a version is taken: Istio may keep both of its own. */
enum Dialect {
    /** Envoy's own, with Istio's labels. */
    ISTIO_ENVOY(
            "envoy_cluster_upstream_rq",
            "response_code_class",
            "cluster_name",
            "envoy_cluster_upstream_rq_time_bucket",
            "envoy_cluster_upstream_rq_retry_success"),
    /** Envoy's own as it is without Istio, so Kourier's. */
    ENVOY(
            "envoy_cluster_upstream_rq_xx",
            "envoy_response_code_class",
            "envoy_cluster_name",
            "envoy_cluster_upstream_rq_time_bucket",
            "envoy_cluster_upstream_rq_retry_success"),
    /** Istio's, which it keeps unless it is told otherwise. */
    ISTIO(
            "istio_requests_total",
            "response_code",
            "destination_service",
            "istio_request_duration_milliseconds_bucket",
            null);

    /** A part of the names of all of them, before Envoy makes labels of other parts. */
    static final String FILTER =
            "upstream_rq_(time|retry_success|[2-5]xx)$|istio_request(s_total|_duration_milliseconds)";

    private final String answers;
    private final String status;
    private final String target;
    private final String times;
    private final String savedByRetry;

    Dialect(String answers, String status, String target, String times, String savedByRetry) {
        this.answers = answers;
        this.status = status;
        this.target = target;
        this.times = times;
        this.savedByRetry = savedByRetry;
    }

    /** In PromQL, of these revisions all that is read. Names of Kubernetes have nothing in them that means something there. */
    String selector(String namespace, Set<String> revisions) {
        String names =
                Stream.of(answers, times, savedByRetry).filter(Objects::nonNull).collect(Collectors.joining("|"));
        String any = String.join("|", new TreeSet<>(revisions));
        return "{__name__=~\"%s\",%s=~\"(.*[|])?(%s)[.]%s[.]svc[.].*|%s/(%s)\"}"
                .formatted(names, target, any, namespace, namespace, any);
    }

    /** Whether a line is about a revision: outbound|80||NAME.NAMESPACE.svc.cluster.local, or NAMESPACE/NAME. */
    boolean names(Line line, String namespace, String revision) {
        String name = line.label(target).replaceFirst(".*\\|", "");
        return name.startsWith(revision + "." + namespace + ".svc.") || name.equals(namespace + "/" + revision);
    }

    void read(Line line, Reading reading) {
        if (line.name().equals(answers)) {
            reading.answered(line.label(status), line.value());
        } else if (line.name().equals(times)) {
            reading.within(line.label("le"), line.value());
        } else if (line.name().equals(savedByRetry)) {
            // The visitor saw nothing of it, but the version has failed.
            reading.savedByRetry(line.value());
        }
    }
}
