package io.todolist.release.knative;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of Prometheus' text format: name{label="value",…} number. Labels with escaped quotes are none of ours.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
record Line(String name, Map<String, String> labels, long value) {
    private static final Pattern LINE = Pattern.compile("(\\w+)\\{([^}]*)} ([0-9.eE+]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    static Optional<Line> of(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return Optional.empty();
        }
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(line.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return Optional.of(new Line(line.group(1), labels, (long) Double.parseDouble(line.group(3))));
    }

    String label(String name) {
        return labels.getOrDefault(name, "");
    }
}
