package io.todolist.manifests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * spec.traffic of a Knative Service: which revision gets how many percent. It belongs to the person who releases. A build
 * changes it only when it has a revision that is not in there, and never the percentages:
 *
 * <ul>
 *   <li>the new revision comes in at 0 % with the tag {@code candidate};
 *   <li>if one revision has 100 %, that one is {@code current} from now on, and the one that was it {@code previous};
 *   <li>whoever has no traffic and is neither of them leaves.
 * </ul>
 */
record Traffic(List<Target> targets) {
    private static final String CURRENT = "current";
    private static final String CANDIDATE = "candidate";
    private static final String PREVIOUS = "previous";

    record Target(String revisionName, int percent, String tag) {

        private static Target from(Map<String, Object> target) {
            if (!(target.get("revisionName") instanceof String revisionName)) {
                throw new IllegalArgumentException("each target of spec.traffic needs a revisionName");
            }
            return new Target(revisionName, (int) target.getOrDefault("percent", 0), (String) target.get("tag"));
        }

        private Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("revisionName", revisionName);
            map.put("percent", percent);
            if (tag != null) {
                map.put("tag", tag);
            }
            return map;
        }

        private Target tagged(String newTag) {
            return new Target(revisionName, percent, newTag);
        }
    }

    static Traffic firstInstall(String revision) {
        return new Traffic(List.of(new Target(revision, 100, CURRENT)));
    }

    static Traffic parse(String text) {
        return new Traffic(Yaml.maps(Yaml.map(Yaml.read(text)).get("traffic")).stream()
                .map(Target::from)
                .toList());
    }

    String text() {
        return Yaml.write(Map.of("traffic", targets.stream().map(Target::toMap).toList()));
    }

    boolean has(String revision) {
        return targets.stream().anyMatch(target -> target.revisionName().equals(revision));
    }

    Traffic release(String revision) {
        List<Target> released = new ArrayList<>(targets.stream()
                .filter(target -> target.percent() == 100)
                .findFirst()
                .map(this::settled)
                .orElseGet(this::split));
        released.add(new Target(revision, 0, CANDIDATE));
        return new Traffic(released);
    }

    /** One revision has all of it. */
    private List<Target> settled(Target all) {
        Optional<Target> before = tagged(CURRENT.equals(all.tag()) ? PREVIOUS : CURRENT);
        List<Target> kept = new ArrayList<>(List.of(all.tagged(CURRENT)));
        before.map(target -> target.tagged(PREVIOUS)).ifPresent(kept::add);
        return kept;
    }

    /** A split is under way; the tag of a candidate in it goes to the new one. */
    private List<Target> split() {
        return targets.stream()
                .filter(target -> target.percent() > 0 || CURRENT.equals(target.tag()) || PREVIOUS.equals(target.tag()))
                .map(target -> CANDIDATE.equals(target.tag()) ? target.tagged(null) : target)
                .toList();
    }

    private Optional<Target> tagged(String tag) {
        return targets.stream().filter(target -> tag.equals(target.tag())).findFirst();
    }
}
