package io.todolist.release.knative;

import io.todolist.release.walk.Split;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The file that the Service is applied from. The percentages of its spec.traffic are edited as a person would, so that the
 * next {@code kubectl apply} does not take the release back; every other character stays.
 */
final class Manifest {
    private final Path file;

    Manifest(Path file) {
        this.file = file;
    }

    /**
     * @return whether there was anything to edit
     * @throws IllegalArgumentException if the file has no place for one of the versions, or is none of a Service
     */
    boolean edit(Split split) throws IOException {
        String text = Files.readString(file);
        Map<String, Integer> left = new HashMap<>(split.percent());
        StringBuilder edited = new StringBuilder(text);
        List<Node> entries = traffic(text);
        // From the end, so that the places before it stay where they are.
        for (int number = entries.size() - 1; number >= 0; number--) {
            if (value(entries.get(number), "percent") instanceof ScalarNode percent) {
                Integer share = left.remove(text(value(entries.get(number), "revisionName")));
                edited.replace(
                        text.offsetByCodePoints(0, percent.getStartMark().getIndex()),
                        text.offsetByCodePoints(0, percent.getEndMark().getIndex()),
                        Integer.toString(share == null ? 0 : share));
            }
        }
        left.values().removeIf(share -> share == 0);
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("it has no place for " + left.keySet());
        }
        if (text.contentEquals(edited)) {
            return false;
        }
        Files.writeString(file, edited);
        return true;
    }

    private static List<Node> traffic(String text) {
        Node service = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        if (value(value(service, "spec"), "traffic") instanceof SequenceNode traffic) {
            return traffic.getValue();
        }
        throw new IllegalArgumentException("it has no spec.traffic");
    }

    /** Null if there is none. */
    private static Node value(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(field -> key.equals(text(field.getKeyNode())))
                        .map(field -> field.getValueNode())
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }
}
