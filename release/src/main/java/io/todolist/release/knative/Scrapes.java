package io.todolist.release.knative;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The answer of a Prometheus, series by series, put together again as each pod has said it. */
final class Scrapes {
    /** By what it is called; one that is asked by two jobs is there twice, and counted once. */
    private final Map<String, TreeMap<String, Target>> pods = new TreeMap<>();

    /** One address of a pod, as one job asks it: by time and version. */
    private static final class Target {
        final TreeMap<Long, Map<String, Reading>> scrapes = new TreeMap<>();

        Reading at(long millis, String revision) {
            return scrapes.computeIfAbsent(millis, first -> new HashMap<>())
                    .computeIfAbsent(revision, first -> new Reading());
        }
    }

    private Scrapes() {}

    static List<Scrape> of(JsonNode series, Dialect dialect, String namespace, Set<String> revisions) {
        Scrapes scrapes = new Scrapes();
        for (JsonNode one : series) {
            Map<String, String> labels = new HashMap<>();
            one.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            Line line = new Line(labels.getOrDefault("__name__", ""), labels, 0);
            revisions.stream()
                    .filter(revision -> dialect.names(line, namespace, revision))
                    .forEach(revision -> scrapes.read(one.path("values"), line, dialect, revision));
        }
        return scrapes.inOrder();
    }

    private void read(JsonNode values, Line line, Dialect dialect, String revision) {
        String instance = line.label("instance");
        String pod = line.labels().getOrDefault("pod", instance);
        Target target = pods.computeIfAbsent(pod, first -> new TreeMap<>())
                .computeIfAbsent(line.label("job") + " " + instance, first -> new Target());
        for (JsonNode value : values) {
            double number = value.path(1).asDouble(Double.NaN);
            if (Double.isFinite(number)) {
                long millis = Math.round(value.path(0).asDouble() * 1000);
                dialect.read(new Line(line.name(), line.labels(), (long) number), target.at(millis, revision));
            }
        }
    }

    private List<Scrape> inOrder() {
        List<Scrape> all = new ArrayList<>();
        pods.forEach((pod, targets) -> targets.firstEntry().getValue().scrapes.forEach((millis, readings) -> {
            Map<String, Count> said = new HashMap<>();
            readings.forEach((revision, reading) -> said.put(revision, reading.count()));
            all.add(new Scrape(Instant.ofEpochMilli(millis), pod, said));
        }));
        all.sort(Comparator.comparing(Scrape::at));
        return all;
    }
}
