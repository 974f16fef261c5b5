package io.todolist.manifests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * YAML with {@code <name>} and the like for what is known. Alone, such a place has the type of what it stands for; {@code <'name'>}
 * is text in any case. What has no value is left out, with its key.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("<('?)(\\w+)\\1>");

    private Template() {}

    static Object fill(Object node, Map<String, Object> known) {
        return fill(node, known, List.of());
    }

    /** One document about all of them: a key with a place in it is there once for each. */
    static Object fill(Object node, List<Map<String, Object>> each) {
        return fill(node, Map.of(), each);
    }

    static String text(String text, Map<String, Object> known) {
        return PLACE.matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(of(place.group(2), known).toString()));
    }

    static boolean hasPlace(String text) {
        return PLACE.matcher(text).find();
    }

    /** What is there for {@code rule-service}, RuleService and RULE_SERVICE, under a key that is written in the same way. */
    static Map<String, Object> names(String key, String name) {
        Map<String, Object> names = new LinkedHashMap<>();
        names.put(key, name);
        names.put(capitalized(key), capitalized(name));
        names.put(key.toUpperCase(Locale.ROOT), name.replace('-', '_').toUpperCase(Locale.ROOT));
        return names;
    }

    private static String capitalized(String name) {
        return Pattern.compile("(?:^|-)(.)").matcher(name).replaceAll(first -> first.group(1)
                .toUpperCase(Locale.ROOT));
    }

    private static Object fill(Object node, Map<String, Object> known, List<Map<String, Object>> each) {
        if (node instanceof Map<?, ?>) {
            return map(Yaml.map(node), known, each);
        }
        if (node instanceof List<?> list) {
            return list.stream()
                    .map(item -> fill(item, known, each))
                    .filter(Objects::nonNull)
                    .toList();
        }
        return node instanceof String text ? scalar(text, known) : node;
    }

    private static Map<String, Object> map(
            Map<String, Object> map, Map<String, Object> known, List<Map<String, Object>> each) {
        Map<String, Object> filled = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            for (Map<String, Object> one : hasPlace(key) && !each.isEmpty() ? each : List.of(known)) {
                Object content = fill(value, one, one == known ? each : List.of());
                if (content != null) {
                    filled.put(text(key, one), content);
                }
            }
        });
        return filled;
    }

    private static Object scalar(String text, Map<String, Object> known) {
        Matcher place = PLACE.matcher(text);
        return place.matches() && place.group(1).isEmpty() ? of(place.group(2), known) : text(text, known);
    }

    private static Object of(String name, Map<String, Object> known) {
        if (!known.containsKey(name)) {
            throw new IllegalArgumentException("<" + name + "> is not known here");
        }
        return known.get(name);
    }
}
