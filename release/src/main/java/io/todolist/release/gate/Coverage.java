package io.todolist.release.gate;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamReader;

/** Which lines tests have run, by JaCoCo's reports. A line of the kit has one in each service, and is covered when any has run it. */
final class Coverage {
    private static final Pattern SOURCE = Pattern.compile(".*/src/main/java/(.*)/([^/]+\\.java)");

    /** By package and name, as the reports have it. */
    private final Map<String, String> sources = new HashMap<>();

    private final Map<String, TreeMap<Integer, Boolean>> lines = new TreeMap<>();
    private String packageName;
    private TreeMap<Integer, Boolean> file;

    record Line(String file, int number, boolean covered) {
        boolean isAfter(Line other) {
            return file.equals(other.file) && number == other.number + 1;
        }
    }

    /** @param files of the repository; of what else the reports tell, nobody asks */
    Coverage(Collection<String> files, List<Path> reports) {
        for (String path : files) {
            Matcher source = SOURCE.matcher(path);
            if (source.matches()) {
                sources.put(source.group(1) + "/" + source.group(2), path);
            }
        }
        reports.forEach(report -> Xml.read(report, this::see));
    }

    private void see(XMLStreamReader element) {
        switch (element.getLocalName()) {
            case "package" -> packageName = Xml.attribute(element, "name");
            case "sourcefile" -> {
                String path = sources.get(packageName + "/" + Xml.attribute(element, "name"));
                file = path == null ? new TreeMap<>() : lines.computeIfAbsent(path, first -> new TreeMap<>());
            }
            case "line" ->
                file.merge(Xml.number(element, "nr"), Xml.number(element, "ci") > 0, (one, other) -> one || other);
            default -> {
                // Sums.
            }
        }
    }

    /** Those that can be run, of the files whose paths begin so. */
    Stream<Line> lines(String path) {
        return lines.entrySet().stream()
                .filter(found -> found.getKey().startsWith(path))
                .flatMap(found -> found.getValue().entrySet().stream()
                        .map(line -> new Line(found.getKey(), line.getKey(), line.getValue())));
    }
}
