package io.todolist.user.mail;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a mail in the morning says of todos: those of today, and those that are overdue. */
final class Due {
    /** Nobody has counted further, see rule-service/events.yaml. */
    private static final int COUNTED_AT_MOST = 1000;

    private Due() {}

    static List<Map<String, Object>> lists(Words words, JsonObject due) {
        return Stream.of("today", "overdue")
                .filter(part -> due.getJsonObject(part).getInteger("number") > 0)
                .map(part -> list(words, part, due.getJsonObject(part)))
                .toList();
    }

    private static Map<String, Object> list(Words words, String part, JsonObject todos) {
        int number = todos.getInteger("number");
        List<String> lines = new ArrayList<>();
        todos.getJsonArray("names").forEach(name -> lines.add((String) name));
        int further = number - lines.size();
        if (further > 0) {
            lines.add(words.get("morning.further").replace("NUMBER", readable(further, number)));
        }
        return Map.of(
                "title", words.get("morning." + part).replace("NUMBER", readable(number, number)), "lines", lines);
    }

    private static String readable(int number, int all) {
        return number + (all < COUNTED_AT_MOST ? "" : "+");
    }
}
