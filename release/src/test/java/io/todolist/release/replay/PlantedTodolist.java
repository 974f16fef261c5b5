package io.todolist.release.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version as a process of its own that has accounts and todos, with the fault that its argument names. Behind {@code
 * /accounts} it says how many accounts there are, and how many there were.
 */
public final class PlantedTodolist {
    public enum Fault {
        NONE,
        /** Equal todos come in no order. */
        ORDER_OF_TIES,
        RENAMED_FIELD,
        /** Somebody else's. */
        FOREIGN_ITEM,
        /** Other ids, members in another order, a field more. */
        HARMLESS,
        NO_REGISTRATION,
        /** Changes end in a 500. */
        NO_CHANGES,
        TOO_MANY_REGISTRATIONS
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Fault fault;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private int registered;

    /** What one has. */
    private static final class Person {
        final String id = UUID.randomUUID().toString();
        final String name;
        final String password;
        final List<ObjectNode> todos = Collections.synchronizedList(new ArrayList<>());

        Person(JsonNode credentials) {
            name = credentials.get("name").asText();
            password = credentials.get("password").asText();
        }
    }

    private PlantedTodolist(Fault fault) {
        this.fault = fault;
    }

    public static void main(String[] args) throws IOException {
        new PlantedTodolist(Fault.valueOf(args[0])).listen(Integer.parseInt(System.getenv("PORT")));
    }

    private void listen(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    private record Answer(int status, JsonNode body, String cookie) {
        static Answer of(int status, JsonNode body) {
            return new Answer(status, body, null);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        Answer answer = answer(exchange, body);
        if (answer.cookie() != null) {
            exchange.getResponseHeaders().add("Set-Cookie", "session=" + answer.cookie() + "; Path=/; HttpOnly");
        }
        if (answer.body() == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            byte[] bytes = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Answer answer(HttpExchange exchange, JsonNode body) {
        URI uri = exchange.getRequestURI();
        String what = exchange.getRequestMethod() + " " + uri.getPath();
        Person person = person(exchange);
        return switch (what) {
            case "GET /q/health/ready" -> Answer.of(200, JSON.createObjectNode());
            case "GET /accounts" ->
                Answer.of(200, JSON.createArrayNode().add(people.size()).add(registered));
            case "POST /api/users" -> register(body);
            case "POST /api/session" -> signIn(body);
            default -> person == null ? problem(401) : answer(person, what, uri.getQuery(), body);
        };
    }

    private Person person(HttpExchange exchange) {
        return Stream.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                .map(cookie -> cookie.replaceAll(".*session=([^;]*).*", "$1"))
                .map(people::get)
                .findFirst()
                .orElse(null);
    }

    private synchronized Answer register(JsonNode credentials) {
        if (fault == Fault.NO_REGISTRATION) {
            return problem(500);
        }
        if (fault == Fault.TOO_MANY_REGISTRATIONS && registered >= 2) {
            return problem(429);
        }
        registered++;
        Person person = new Person(credentials);
        people.put(person.name, person);
        return new Answer(201, user(person), person.name);
    }

    private Answer signIn(JsonNode credentials) {
        Person person = people.get(credentials.get("name").asText());
        return person == null ? problem(401) : new Answer(200, user(person), person.name);
    }

    private static ObjectNode user(Person person) {
        return JSON.createObjectNode().put("id", person.id).put("name", person.name);
    }

    private Answer answer(Person person, String what, String query, JsonNode body) {
        String id = what.replaceAll(".*/api/todos/?", "");
        return switch (what.replaceAll("(/api/todos)/.+", "$1/{id}")) {
            case "DELETE /api/me" -> {
                people.remove(person.name);
                yield Answer.of(204, null);
            }
            case "GET /api/home" ->
                Answer.of(
                        200,
                        JSON.createObjectNode()
                                .<ObjectNode>set("user", user(person))
                                .set("todos", list(person, query)));
            case "GET /api/todos" -> Answer.of(200, list(person, query));
            case "POST /api/todos" -> create(person, body);
            case "GET /api/todos/{id}" -> found(person, id, todo -> {});
            case "PATCH /api/todos/{id}" ->
                fault == Fault.NO_CHANGES
                        ? problem(500)
                        : found(person, id, todo -> {
                            todo.setAll((ObjectNode) body);
                            todo.put("version", todo.get("version").asInt() + 1);
                        });
            default -> problem(404);
        };
    }

    private Answer create(Person person, JsonNode body) {
        ObjectNode todo = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("name", body.get("name").asText())
                .put("description", body.path("description").asText())
                .put("status", body.path("status").asText("IN_PROGRESS"));
        todo.set("due", body.path("due").isTextual() ? body.get("due") : null);
        todo.put("createdAt", Instant.now().toString()).put("version", 1);
        person.todos.add(0, todo);
        return Answer.of(201, shown(todo));
    }

    private interface Change {
        void of(ObjectNode todo);
    }

    private Answer found(Person person, String id, Change change) {
        return List.copyOf(person.todos).stream()
                .filter(todo -> todo.get("id").asText().equals(id))
                .findFirst()
                .map(todo -> {
                    change.of(todo);
                    return Answer.of(200, shown(todo));
                })
                .orElseGet(() -> problem(404));
    }

    private ObjectNode list(Person person, String query) {
        List<ObjectNode> todos = new ArrayList<>(person.todos);
        if (fault == Fault.ORDER_OF_TIES) {
            Collections.reverse(todos);
        }
        if (query != null && query.contains("sort=due")) {
            todos.sort(Comparator.comparing(todo -> todo.get("due").asText("9999")));
        } else if (fault == Fault.ORDER_OF_TIES) {
            Collections.reverse(todos);
        }
        if (fault == Fault.FOREIGN_ITEM) {
            people.values().stream()
                    .filter(other -> other != person)
                    .flatMap(other -> List.copyOf(other.todos).stream())
                    .findFirst()
                    .ifPresent(todos::add);
        }
        ArrayNode items = JSON.createArrayNode();
        todos.forEach(todo -> items.add(shown(todo)));
        ObjectNode page = JSON.createObjectNode();
        page.set("items", items);
        page.put("total", todos.size());
        page.putNull("next");
        return page;
    }

    private ObjectNode shown(ObjectNode todo) {
        ObjectNode shown = todo.deepCopy();
        if (fault == Fault.RENAMED_FIELD) {
            shown.set("dueDay", shown.remove("due"));
        }
        if (fault == Fault.HARMLESS) {
            List<String> names =
                    new ArrayList<>(todo.propertyStream().map(Map.Entry::getKey).collect(Collectors.toList()));
            Collections.reverse(names);
            ObjectNode turned = JSON.createObjectNode();
            names.forEach(name -> turned.set(name, todo.get(name)));
            return turned.put("priority", 0);
        }
        return shown;
    }

    private static Answer problem(int status) {
        return Answer.of(status, JSON.createObjectNode().put("status", status));
    }
}
