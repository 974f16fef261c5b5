package io.todolist.release.walk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Which share of the visitors has which version; a version without visitors may be named, with 0. */
@RegisterForReflection
public record Split(Map<String, Integer> percent) {
    public Split {
        percent = Collections.unmodifiableSortedMap(new TreeMap<>(percent));
        if (percent.values().stream().anyMatch(share -> share < 0)
                || percent.values().stream().mapToInt(Integer::intValue).sum() != 100) {
            throw new IllegalArgumentException("does not make 100 %: " + percent);
        }
    }

    static Split of(String current, String candidate, int percent) {
        return new Split(Map.of(current, 100 - percent, candidate, percent));
    }

    public int of(String version) {
        return percent.getOrDefault(version, 0);
    }

    /** Whether it sends the visitors the same ways. */
    boolean same(Split other) {
        return visited(this).equals(visited(other));
    }

    private static Map<String, Integer> visited(Split split) {
        Map<String, Integer> visited = new TreeMap<>(split.percent);
        visited.values().removeIf(share -> share == 0);
        return visited;
    }
}
