package io.todolist.release.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.release.judge.Difference.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Two answers to the same request, and where they are not the same. */
final class Comparison {
    /** What a person needs to see of a value. */
    private static final int LONGEST = 160;

    private static final Set<String> OPAQUE = Set.of("next", "position", "traceId");

    /** What stands there in each of both. */
    record Values(String current, String candidate) {}

    private final String route;
    private final Map<Place, Values> differences = new LinkedHashMap<>();

    private Comparison(String route) {
        this.route = route;
    }

    static Map<Place, Values> of(String route, Answer current, Answer candidate) {
        Comparison comparison = new Comparison(route);
        comparison.answers(current, candidate);
        return comparison.differences;
    }

    /** Where the status is another one, all else follows from it. */
    private void answers(Answer current, Answer candidate) {
        String status = status(current);
        String other = status(candidate);
        if (!status.equals(other)) {
            found("status", Kind.VALUE, status, other);
            return;
        }
        TreeSet<String> names = new TreeSet<>(current.headers().keySet());
        names.addAll(candidate.headers().keySet());
        for (String name : names) {
            header(name, current.headers().get(name), candidate.headers().get(name));
        }
        if (current.body() != null || candidate.body() != null) {
            compare("", current.body(), candidate.body());
        }
    }

    private static String status(Answer answer) {
        return answer.status() == null ? "no answer" : answer.status().toString();
    }

    private void header(String name, String current, String candidate) {
        if (current == null || candidate == null) {
            found("header " + name, current == null ? Kind.ADDED : Kind.GONE, current, candidate);
        } else if (!current.equals(candidate)) {
            found("header " + name, Kind.VALUE, current, candidate);
        }
    }

    private void compare(String path, JsonNode current, JsonNode candidate) {
        if (current == null || candidate == null) {
            found(path.isEmpty() ? "body" : path, current == null ? Kind.ADDED : Kind.GONE, current, candidate);
        } else if (current.isObject() && candidate.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            current.fieldNames().forEachRemaining(names::add);
            candidate.fieldNames().forEachRemaining(names::add);
            names.forEach(
                    name -> compare(path.isEmpty() ? name : path + "." + name, current.get(name), candidate.get(name)));
        } else if (current.isArray() && candidate.isArray()) {
            lists(path + "[]", current, candidate);
        } else if (!current.equals(candidate) && !areOpaque(path, current, candidate)) {
            found(path.isEmpty() ? "body" : path, Kind.VALUE, current, candidate);
        }
    }

    /** What is made anew each time and says nothing to anybody else, such as what the next page is after. */
    private static boolean areOpaque(String path, JsonNode current, JsonNode candidate) {
        return OPAQUE.contains(path.substring(path.lastIndexOf('.') + 1))
                && current.isTextual()
                && candidate.isTextual();
    }

    private void lists(String path, JsonNode current, JsonNode candidate) {
        List<String> ids = ids(current);
        List<String> others = ids(candidate);
        if (ids.isEmpty() && others.isEmpty()) {
            byPlace(path, current, candidate);
            return;
        }
        if (!ids.equals(others)) {
            boolean areSame = new TreeSet<>(ids).equals(new TreeSet<>(others)) && ids.size() == others.size();
            found(path, areSame ? Kind.ORDER : Kind.ITEMS, said(current), said(candidate));
        }
        Map<String, JsonNode> known = new LinkedHashMap<>();
        current.forEach(item -> known.putIfAbsent(item.path("id").asText(), item));
        for (JsonNode item : candidate) {
            JsonNode before = known.get(item.path("id").asText());
            if (before != null) {
                compare(path, before, item);
            }
        }
    }

    private void byPlace(String path, JsonNode current, JsonNode candidate) {
        if (current.size() != candidate.size()) {
            found(path, Kind.ITEMS, current.size() + " items", candidate.size() + " items");
        }
        Iterator<JsonNode> others = candidate.iterator();
        for (Iterator<JsonNode> items = current.iterator(); items.hasNext() && others.hasNext(); ) {
            compare(path, items.next(), others.next());
        }
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.forEach(item -> {
            if (item.path("id").isTextual()) {
                ids.add(item.get("id").textValue());
            }
        });
        return ids.size() == list.size() ? ids : List.of();
    }

    /** Of the items of a list, which ones they are. */
    private static String said(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path("id").asText() + " " + item.path("name").asText())
                .toList()
                .toString();
    }

    private void found(String place, Kind kind, Object current, Object candidate) {
        differences.putIfAbsent(new Place(route + " " + place, kind), new Values(shown(current), shown(candidate)));
    }

    private static String shown(Object value) {
        String text = value == null ? "nothing" : value.toString();
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
