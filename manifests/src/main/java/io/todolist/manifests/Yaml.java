package io.todolist.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.DumperOptions;

/** Objects of Kubernetes as maps, read and written in the order in which they stand. */
final class Yaml {

    private Yaml() {}

    static List<Map<String, Object>> readAll(Path file) throws IOException {
        return StreamSupport.stream(
                        new org.yaml.snakeyaml.Yaml()
                                .loadAll(Files.readString(file))
                                .spliterator(),
                        false)
                .map(Yaml::map)
                .toList();
    }

    static Object read(String text) {
        return new org.yaml.snakeyaml.Yaml().load(text);
    }

    static String write(Object value) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setWidth(120);
        options.setSplitLines(false);
        return new org.yaml.snakeyaml.Yaml(options).dump(value);
    }

    static Map<String, Object> copy(Map<String, Object> value) {
        return map(read(write(value)));
    }

    /** The map below these keys. */
    static Map<String, Object> map(Object value, String... keys) {
        Object at = value;
        for (String key : keys) {
            at = cast(at).get(key);
        }
        return cast(at);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Object list) {
        return list == null ? List.of() : (List<Map<String, Object>>) list;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }
}
