package io.todolist.release.gate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines that a diff without context adds. */
final class ChangedLines {
    private static final String FILE = "+++ b/";
    private static final Pattern HUNK = Pattern.compile("@@ -\\S+ \\+(\\d+)(?:,(\\d+))? @@.*");

    private final Map<String, Set<Integer>> numbers = new HashMap<>();

    ChangedLines(List<String> diff) {
        Set<Integer> file = new HashSet<>();
        int added = 0;
        for (String line : diff) {
            Matcher hunk = HUNK.matcher(line);
            if (added > 0 && line.startsWith("+")) {
                // What an added line says is none of the diff's own words.
                added--;
            } else if (line.startsWith(FILE)) {
                file = numbers.computeIfAbsent(line.substring(FILE.length()), first -> new HashSet<>());
            } else if (hunk.matches()) {
                int first = Integer.parseInt(hunk.group(1));
                added = hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2));
                for (int i = 0; i < added; i++) {
                    file.add(first + i);
                }
            }
        }
    }

    boolean contain(Coverage.Line line) {
        return numbers.getOrDefault(line.file(), Set.of()).contains(line.number());
    }
}
