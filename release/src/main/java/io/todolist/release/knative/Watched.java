package io.todolist.release.knative;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.walk.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was counted of the versions in all, though pods of the ingress and of the versions come, go and count from zero
 * again: each look adds what is new since the one before.
 *
 * @param at of the last look; of what a Prometheus says, when it was told that
 * @param ingress by pod of the ingress and version: what it said then
 * @param pods by pod of a version: how often its process had ended then
 * @param counts by version, in all
 * @param ended by version, in all
 * @param scraped by pod of the ingress: when the last of what is known was told to a Prometheus; null if it was asked itself
 * @param itselfUntil until then the ingress is asked, because a Prometheus could not be; null if it could
 */
@RegisterForReflection
record Watched(
        Instant at,
        Map<String, Map<String, Count>> ingress,
        Map<String, Integer> pods,
        Map<String, Count> counts,
        Map<String, Long> ended,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Instant> scraped,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant itselfUntil) {
    static final Watched NOTHING = new Watched(Instant.EPOCH, Map.of(), Map.of(), Map.of(), Map.of(), null, null);

    /** An answer that waited for a pod may be counted a moment after the pod was seen. */
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    /** A pod of the ingress of which a Prometheus has heard nothing for so long does not come back. */
    private static final Duration GONE = Duration.ofDays(1);

    /** A pod of a version. */
    record Pod(String id, String version, Instant created, int ended) {}

    boolean asksItself(Instant now) {
        return itselfUntil != null && now.isBefore(itselfUntil);
    }

    Watched asksItselfUntil(Instant then) {
        return new Watched(at, ingress, pods, counts, ended, scraped, then);
    }

    /**
     * @param ingress what its pods say that are ready; by id, which is another one after a restart
     * @param there the ids of all pods of the ingress: one that can't be asked now goes on later
     */
    Watched look(Instant now, Map<String, Map<String, Count>> ingress, Set<String> there, List<Pod> pods) {
        return add(now, ingress, there, pods, scraped == null, null);
    }

    /** @param scrapes of a Prometheus, in their order; those that are known already are passed over */
    Watched look(Instant now, List<Scrape> scrapes, List<Pod> pods) {
        boolean isCounted = scraped != null || ingress.isEmpty();
        Map<String, Instant> last = new HashMap<>(scraped == null ? Map.of() : scraped);
        last.values().removeIf(then -> then.isBefore(now.minus(GONE)));
        Watched watched = this;
        for (Scrape scrape : scrapes) {
            if (scrape.at().isAfter(last.getOrDefault(scrape.pod(), Instant.MIN))) {
                last.put(scrape.pod(), scrape.at());
                Instant then = scrape.at().isAfter(watched.at) ? scrape.at() : watched.at;
                watched = watched.add(
                        then, Map.of(scrape.pod(), scrape.said()), Set.copyOf(last.keySet()), pods, isCounted, last);
            }
        }
        return watched.add(watched.at, Map.of(), Set.copyOf(last.keySet()), pods, isCounted, last);
    }

    /**
     * @param isCounted false when it is somebody else who says it than the time before: of what they had been told until now
     *     nobody knows what is counted already
     */
    private Watched add(
            Instant now,
            Map<String, Map<String, Count>> ingress,
            Set<String> there,
            List<Pod> pods,
            boolean isCounted,
            Map<String, Instant> scraped) {
        Set<String> started = pods.stream()
                .filter(pod -> pod.created().isAfter(at.minus(A_MOMENT)))
                .map(Pod::version)
                .collect(Collectors.toSet());
        Map<String, Map<String, Count>> seen = new HashMap<>(this.ingress);
        seen.keySet().retainAll(there);
        Map<String, Count> counts = new HashMap<>(this.counts);
        ingress.forEach((id, said) -> {
            Map<String, Count> before = seen.getOrDefault(id, Map.of());
            if (isCounted) {
                said.forEach((version, count) -> {
                    Count grown = count.since(before.getOrDefault(version, Count.NONE));
                    counts.merge(version, started.contains(version) ? grown.whileStarting() : grown, Count::plus);
                });
            }
            seen.put(id, said);
        });
        Map<String, Long> ended = new HashMap<>(this.ended);
        pods.forEach(pod -> ended.merge(
                pod.version(), (long) Math.max(0, pod.ended() - this.pods.getOrDefault(pod.id(), 0)), Long::sum));
        Map<String, Integer> known = pods.stream().collect(Collectors.toMap(Pod::id, Pod::ended));
        return new Watched(now, seen, known, counts, ended, scraped, itselfUntil);
    }

    Facts.Version version(String version, boolean ready) {
        return new Facts.Version(
                ready,
                ended.getOrDefault(version, 0L),
                counts.getOrDefault(version, Count.NONE).traffic());
    }
}
