package io.todolist.release.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.todolist.release.walk.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The todos that a visitor had before the visit, as far as its answers show: how they are made. The last one in the manual
 * order is made first, because a new one comes before all others.
 */
final class Before {
    private static final String TODOS = "/api/todos";
    private static final List<String> FIELDS = List.of("name", "description", "status", "due");

    /** Plain notation only: an exponent could make a short text a number of a million digits. */
    private static final String POSITION = "-?\\d{1,50}(\\.\\d{1,2500})?";

    private final Set<String> created = new HashSet<>();
    private final Map<String, JsonNode> found = new LinkedHashMap<>();

    private Before() {}

    /** What has to be sent before, with the answers that the visitor would have had. */
    static List<Exchange> of(Visit visit) {
        Before before = new Before();
        visit.exchanges().forEach(before::look);
        List<JsonNode> todos = before.found.values().stream()
                .sorted(Comparator.comparing(Before::position).reversed())
                .toList();
        Instant begin = visit.exchanges().get(0).at();
        List<Exchange> made = new ArrayList<>();
        todos.forEach(todo -> made.add(creation(visit, begin, todo)));
        todos.stream()
                .filter(todo -> todo.path("deletedAt").isTextual())
                .forEach(todo -> made.add(deletion(visit, begin, todo)));
        return made;
    }

    private void look(Exchange exchange) {
        JsonNode body = exchange.response().body();
        if (body == null || !exchange.isGood()) {
            return;
        }
        if (exchange.route().equals("POST " + TODOS)) {
            created.add(body.path("id").asText());
        } else {
            look(body);
        }
    }

    private void look(JsonNode node) {
        String id = node.path("id").asText();
        if (node.path("name").isTextual() && node.path("version").isInt() && !created.contains(id)) {
            found.putIfAbsent(id, node);
        }
        node.elements().forEachRemaining(this::look);
    }

    private static BigDecimal position(JsonNode todo) {
        String position = todo.path("position").asText();
        return position.matches(POSITION) ? new BigDecimal(position) : BigDecimal.ZERO;
    }

    private static Exchange creation(Visit visit, Instant at, JsonNode todo) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        FIELDS.stream()
                .filter(field -> todo.path(field).isTextual())
                .forEach(field -> body.set(field, todo.get(field)));
        return exchange(visit, at, "POST", TODOS, body, new Exchange.Response(201, Map.of(), todo, null));
    }

    private static Exchange deletion(Visit visit, Instant at, JsonNode todo) {
        String path = TODOS + "/" + todo.get("id").asText();
        return exchange(visit, at, "DELETE", path, null, new Exchange.Response(204, Map.of(), null, null));
    }

    private static Exchange exchange(
            Visit visit, Instant at, String method, String path, JsonNode body, Exchange.Response response) {
        Map<String, String> headers = body == null ? Map.of() : Map.of("content-type", "application/json");
        return new Exchange(visit.id(), at, 0, new Exchange.Request(method, path, null, headers, body, null), response);
    }
}
