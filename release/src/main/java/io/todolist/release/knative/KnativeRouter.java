package io.todolist.release.knative;

import static io.todolist.release.knative.Reached.reached;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.todolist.release.knative.KnativeService.Found;
import io.todolist.release.walk.Address;
import io.todolist.release.walk.Facts;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.Router;
import io.todolist.release.walk.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Knative's traffic: versions are revisions, and their shares are edited as a person would edit them. */
public final class KnativeRouter implements Router {
    private static final int TRIES = 10;

    /** Envoy puts its times together every 5 s, and Istio may be told otherwise. */
    private static final Duration COUNTS_WITHIN = Duration.ofSeconds(15);

    /** A Prometheus asks the ingress each minute, or more often. */
    private static final Duration PROMETHEUS_COUNTS_WITHIN = Duration.ofMinutes(2);

    /** How long the ingress is asked in its place, because nobody knows what both have counted when one follows the other. */
    private static final Duration PROMETHEUS_AGAIN_AFTER = Duration.ofMinutes(10);

    private static final Duration LOOKS_EVERY = Duration.ofMillis(200);

    private final KubernetesClient kubernetes;
    private final Cluster cluster;
    private final String name;
    private final Clock clock;
    private final KnativeService service;
    private final Ingress ingress;
    private final Document watched;
    private final ColdStart coldStart;
    private final Prometheus prometheus;
    private final Consumer<String> told;

    /** Without a Prometheus. */
    KnativeRouter(KubernetesClient kubernetes, Cluster cluster, String service, Clock clock) {
        this(kubernetes, cluster, service, clock, null, said -> {});
    }

    /**
     * @param prometheus null for none
     * @param told that it can't be asked
     */
    public KnativeRouter(
            KubernetesClient kubernetes,
            Cluster cluster,
            String service,
            Clock clock,
            Address prometheus,
            Consumer<String> told) {
        this.kubernetes = kubernetes;
        this.cluster = cluster;
        this.name = service;
        this.clock = clock;
        this.prometheus = prometheus == null ? null : new Prometheus(prometheus);
        this.told = told;
        this.service = new KnativeService(kubernetes, cluster.namespace(), service);
        this.ingress = new Ingress(kubernetes, cluster);
        this.watched = new Document(kubernetes, cluster.namespace(), "release-" + service + "-watched");
        this.coldStart = new ColdStart(cluster, this.service);
    }

    @Override
    public Facts facts() {
        return reached(() -> {
            Found found = service.read();
            Split split = found.split();
            Set<String> versions = split.percent().keySet();
            Watched looked = look(versions);
            return new Facts(
                    clock.instant(),
                    split,
                    found.generation(),
                    versions.stream()
                            .collect(Collectors.toMap(
                                    Function.identity(),
                                    version -> looked.version(version, service.isReady(version)))));
        });
    }

    @Override
    public boolean apply(Split split, String mark) {
        return reached(() -> {
            for (int i = 0; i < TRIES; i++) {
                Found found = service.read();
                if (!found.generation().equals(mark)) {
                    return false;
                }
                if (service.set(found.traffic(split), found.resourceVersion())) {
                    awaitSettled();
                    return true;
                }
            }
            throw new UncheckedIOException(new IOException(name + " changes faster than it can be edited"));
        });
    }

    @Override
    public Optional<Duration> start(String version, Duration limit) {
        return reached(() -> coldStart.measure(version, limit));
    }

    @Override
    public Duration countsWithin() {
        return prometheus == null ? COUNTS_WITHIN : PROMETHEUS_COUNTS_WITHIN;
    }

    @Override
    public Address address(String version) {
        return reached(() -> coldStart.address(version));
    }

    /** So that what the ingress itself asks for then is not counted as visits. It is not waited for at all costs. */
    private void awaitSettled() {
        Instant end = clock.instant().plus(cluster.settlesWithin());
        while (!service.isSettled() && clock.instant().isBefore(end)) {
            Pause.of(LOOKS_EVERY);
        }
    }

    /** Two that look at once count nothing twice: the slower one looks again. */
    private Watched look(Set<String> versions) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Document.Text> before = watched.read();
            Watched known = before.map(text -> read(text.text())).orElse(Watched.NOTHING);
            Watched looked = look(known, clock.instant(), versions);
            if (watched.write(Json.text(looked), before.map(Document.Text::mark).orElse(null))
                    .isPresent()) {
                return looked;
            }
        }
        throw new UncheckedIOException(new IOException("Somebody else looks at " + name + " all the time"));
    }

    private Watched look(Watched known, Instant now, Set<String> versions) {
        if (prometheus == null || known.asksItself(now)) {
            return lookItself(known, now, versions);
        }
        try {
            List<Scrape> scrapes =
                    prometheus.scrapes(cluster.namespace(), versions, known.scraped() == null ? now : known.at(), now);
            return known.look(now, scrapes, Pods.of(kubernetes, cluster.namespace(), name));
        } catch (UncheckedIOException e) {
            told.accept("The ingress itself is asked for the next %d minutes. %s"
                    .formatted(PROMETHEUS_AGAIN_AFTER.toMinutes(), e.getCause().getMessage()));
            return lookItself(known.asksItselfUntil(now.plus(PROMETHEUS_AGAIN_AFTER)), now, versions);
        }
    }

    private Watched lookItself(Watched known, Instant now, Set<String> versions) {
        Ingress.Looked said = ingress.look(cluster.namespace(), versions);
        return known.look(now, said.said(), said.there(), Pods.of(kubernetes, cluster.namespace(), name));
    }

    private static Watched read(String text) {
        try {
            return Json.MAPPER.readValue(text, Watched.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
