package io.todolist.release.replay;

import io.todolist.release.judge.Counts;
import io.todolist.release.judge.Difference;
import io.todolist.release.judge.Difference.Example;
import io.todolist.release.judge.Traffic;
import io.todolist.release.walk.Accepted;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** In how many visits each place of an answer was not the same. A visit counts once, however often it has the place. */
final class Tally {

    /** Of a place. */
    private static final class Count {
        final String route;
        long noise;
        long differing;
        Example example;

        Count(String route) {
            this.route = route;
        }
    }

    private final Map<String, Long> visits = new HashMap<>();
    private final Map<Place, Count> counts = new LinkedHashMap<>();
    private final Counts current = new Counts();
    private final Counts candidate = new Counts();
    private long requests;
    private long unlike;

    void add(Played played) {
        Set<String> routes = new HashSet<>();
        Set<Place> noise = new HashSet<>();
        Set<Place> differing = new HashSet<>();
        for (int i = 0; i < played.compared(); i++) {
            String route = played.exchanges().get(i).route();
            Answer current = played.current().get(i);
            routes.add(route);
            if (!Objects.equals(
                    current.status(), played.exchanges().get(i).response().status())) {
                unlike++;
            }
            Comparison.of(route, current, played.again().get(i)).keySet().forEach(place -> {
                if (noise.add(place)) {
                    count(place, route).noise++;
                }
            });
            int request = i + 1;
            Comparison.of(route, current, played.candidate().get(i)).forEach((place, values) -> {
                if (differing.add(place)) {
                    differs(count(place, route), played.visit(), request, values);
                }
            });
        }
        requests += played.compared();
        count(played.current(), current);
        count(played.again(), current);
        count(played.candidate(), candidate);
        routes.forEach(route -> visits.merge(route, 1L, Long::sum));
    }

    private static void count(List<Answer> answers, Counts counts) {
        for (int i = 0; i < answers.size(); i++) {
            counts.add(
                    answers.get(i).isFailure(), i < Visit.COLD, answers.get(i).nanos());
        }
    }

    private Count count(Place place, String route) {
        return counts.computeIfAbsent(place, each -> new Count(route));
    }

    /** The first place in any visit is the nearest to the cause. */
    private static void differs(Count count, Visit visit, int request, Comparison.Values values) {
        count.differing++;
        if (count.example == null || request < count.example.request()) {
            count.example = new Example(visit.name(), request, values.current(), values.candidate());
        }
    }

    long requests() {
        return requests;
    }

    /** How many of them the current version answered with another status than was recorded. */
    long unlike() {
        return unlike;
    }

    /** All that its accounts were answered. */
    Traffic current() {
        return current.traffic();
    }

    Traffic candidate() {
        return candidate.traffic();
    }

    List<Difference> differences(List<Accepted> accepted, LocalDate today) {
        return counts.entrySet().stream()
                .map(entry -> {
                    Count count = entry.getValue();
                    String path = entry.getKey().path();
                    return Difference.judge(
                            path,
                            entry.getKey().kind(),
                            visits.get(count.route),
                            count.noise,
                            count.differing,
                            reason(path, accepted, today),
                            count.example);
                })
                .toList();
    }

    private static String reason(String path, List<Accepted> accepted, LocalDate today) {
        return accepted.stream()
                .filter(each -> each.path().equals(path) && !today.isAfter(each.until()))
                .map(Accepted::reason)
                .findFirst()
                .orElse(null);
    }
}
