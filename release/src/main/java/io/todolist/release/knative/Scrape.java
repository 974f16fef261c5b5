package io.todolist.release.knative;

import java.time.Instant;
import java.util.Map;

/** What a Prometheus was told by one of the ingress' pods at a moment: of each version, all that it had counted until then. */
record Scrape(Instant at, String pod, Map<String, Count> said) {}
