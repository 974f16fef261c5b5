package io.todolist.release.knative;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the services are, and how they are reached. */
@ConfigMapping(prefix = "release.knative")
public interface Cluster {
    @WithDefault("todolist")
    String namespace();

    /** Which one carries Knative's traffic, and counts it. */
    @WithDefault("istio")
    IngressKind ingress();

    /** The namespace of the ingress' pods, where it is another one than usual. */
    Optional<String> ingressNamespace();

    /** A label of the ingress' pods, where it is another one than usual, such as istio=ingressgateway. */
    Optional<String> ingressSelector();

    /** Address and port at which the ingress answers, where the names of the versions' tags lead nowhere. */
    Optional<String> address();

    /** What is asked for when a cold start is measured. */
    @WithDefault("/q/health/ready")
    String startPath();

    /** How long a version may take to fall asleep before its start can be measured. */
    @WithDefault("3m")
    Duration asleepWithin();

    /** How long an edit of the split may take to reach the ingress before it goes on anyway. */
    @WithDefault("10s")
    Duration settlesWithin();
}
