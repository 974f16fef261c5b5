package io.todolist.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Visits to the product, replayed to two versions of it by `release replay`; the candidate's rule-service has a fault. */
@Tag("long")
class ReplayTest {
    private static final int VISITS = 6;

    private final Todolist system = Todolist.running();

    @TempDir
    private Path folder;

    private Path recording;

    /** What the command printed, and how it ended. */
    private record Outcome(int status, String text) {}

    @BeforeEach
    void visit() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < VISITS; i++) {
            lines.addAll(visited(i));
        }
        recording = Files.write(folder.resolve("recording.jsonl"), lines);
    }

    /** With todos from before, some of them due on the same day, one done and one in the bin. */
    private static List<String> visited(int number) {
        Visitor ann = Visitor.registered();
        List<String> before = List.of("Milk", "Bread", "面包和牛奶", "Tea", "Salt");
        for (String name : before) {
            ann.post("/api/todos", Map.of("name", name, "due", "2026-12-0" + (1 + name.length() % 2)))
                    .statusCode(201);
        }
        RecordingFilter filter = new RecordingFilter();
        String list = "status=IN_PROGRESS,PAUSED&size=50";
        String first =
                ask(ann, filter).get("/api/home?" + list).then().extract().path("todos.items[0].id");
        String last = ask(ann, filter)
                .get("/api/todos?sort=due&" + list)
                .then()
                .extract()
                .path("items[4].id");
        String next = ask(ann, filter).get("/api/todos?size=2").then().extract().path("next");
        ask(ann, filter).queryParam("after", next).get("/api/todos?size=2");
        ask(ann, filter).get("/api/todos?q=%E7%89%9B%E5%A5%B6");
        String added = ask(ann, filter)
                .body("{\"name\":\"Sugar %d\"}".formatted(number))
                .post("/api/todos")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        ask(ann, filter).body("{\"before\":\"%s\"}".formatted(last)).post("/api/todos/" + added + "/move");
        ask(ann, filter)
                .header("If-Match", "\"0\"")
                .body("{\"status\":\"DONE\"}")
                .patch("/api/todos/" + first)
                .then()
                .statusCode(200);
        ask(ann, filter)
                .body("{\"ids\":[\"%s\",\"%s\"]}".formatted(last, added))
                .post("/api/todos/delete");
        ask(ann, filter).get("/api/todos?deleted=true");
        ask(ann, filter).post("/api/todos/" + last + "/restore");
        ask(ann, filter).get("/api/todos/" + last + "/history");
        ask(ann, filter).get("/api/todos?sort=-updated");
        ask(ann, filter).get("/api/todos/counts");
        ask(ann, filter).body("{\"name\":\"\"}").post("/api/todos");
        return filter.lines();
    }

    private static RequestSpecification ask(Visitor visitor, RecordingFilter filter) {
        return visitor.request().filter(filter);
    }

    @Test
    void aVersionBesideItselfAnswersAlike() throws Exception {
        for (int i = 0; i < 3; i++) {
            Outcome outcome = replayed(system.gateway);
            assertEquals(0, outcome.status, outcome.text);
            assertTrue(outcome.text.startsWith("6 visits with 126 requests were replayed;"), outcome.text);
        }
        assertEquals(0, system.users.count("select count(*) from account where name like 'replay-%'"));
    }

    /** Three visits, which are played by six accounts each so that they are enough to judge by. */
    @Test
    void whatTheGatewayHasRecordedCanBePlayed() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("../release/src/test/resources/recording.jsonl"));
        List<String> twice = new ArrayList<>(lines);
        lines.forEach(line -> twice.add(line.replace("\"visit\":\"", "\"visit\":\"again-")));
        Files.write(recording, twice);
        Outcome outcome = replayed(system.gateway);
        assertEquals(0, outcome.status, outcome.text);
        assertTrue(outcome.text.startsWith("6 visits with "), outcome.text);
    }

    @Test
    void aRenamedFieldIsSeen() throws Exception {
        seen("PATCH /api/todos/{id} due is gone in 6 of 6 visits", object -> {
            if (object instanceof ObjectNode todo && todo.has("due") && todo.has("version")) {
                todo.set("dueDay", todo.remove("due"));
            }
            return object;
        });
    }

    @Test
    void anotherOrderOfTiesIsSeen() throws Exception {
        seen("items[] has another order in 6 of 6 visits", object -> {
            if (object.path("items") instanceof ArrayNode items) {
                for (int i = 1; i < items.size(); i++) {
                    JsonNode before = items.get(i - 1);
                    if (before.path("due").isTextual()
                            && before.path("due").equals(items.get(i).path("due"))) {
                        items.set(i - 1, items.get(i));
                        items.set(i++, before);
                    }
                }
            }
            return object;
        });
    }

    @Test
    void anItemOfSomebodyElseIsSeen() throws Exception {
        JsonNode foreign = JsonNodeFactory.instance
                .objectNode()
                .put("id", "01900000-0000-7000-8000-000000000000")
                .put("name", "Somebody else's");
        seen("items[] has other items in 6 of 6 visits", object -> {
            if (object.path("items") instanceof ArrayNode items && object.has("total")) {
                items.add(foreign);
            }
            return object;
        });
    }

    @Test
    void anotherOrderOfMembersAndAFieldMoreAreHarmless() throws Exception {
        try (EditingProxy edited = new EditingProxy(system.rule.url(), object -> {
            ObjectNode turned = JsonNodeFactory.instance.objectNode().put("priority", 0);
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(name -> names.add(0, name));
            names.forEach(name -> turned.set(name, object.get(name)));
            return turned;
        })) {
            Outcome outcome = replayedAt(edited);
            assertEquals(0, outcome.status, outcome.text);
        }
    }

    /** Each on empty databases of its own, so it does not matter what the migrations of this release do to the one before. */
    @Test
    @EnabledIfSystemProperty(named = "previous.release", matches = ".+")
    void theReleaseBeforeAndThisOneCanBeThrownAway() throws Exception {
        Path versions = Files.writeString(
                folder.resolve("versions.yaml"),
                """
                logs: %s
                versions:
                  - {name: before, command: [../bench/product, %s]}
                  - {name: today, command: [../bench/product]}
                """
                        .formatted(folder.resolve("logs"), System.getProperty("previous.release")));
        Path plan = Files.writeString(
                folder.resolve("release.yaml"),
                """
                service: gateway-service
                accept:
                  - {path: 'GET /api/todos/{id}/history status', reason: it comes with this release, until: 9999-12-31}
                """);
        Outcome outcome = released("--throwaway=" + versions, "--file=" + plan);
        assertEquals(0, outcome.status, outcome.text);
        // Of each visit the history was not there.
        assertTrue(
                outcome.text.contains("6 visits with 126 requests (6 answered with another status than was recorded)"),
                outcome.text);
    }

    private void seen(String difference, UnaryOperator<JsonNode> edit) throws Exception {
        try (EditingProxy edited = new EditingProxy(system.rule.url(), edit)) {
            Outcome outcome = replayedAt(edited);
            assertEquals(3, outcome.status, outcome.text);
            assertTrue(outcome.text.contains(difference), outcome.text);
        }
    }

    private Outcome replayedAt(EditingProxy rules) throws Exception {
        Map<String, String> settings = Todolist.gatewaySettings(system.rule, system.user);
        try (Service candidate = new Service("gateway-service", settings)
                .with("QUARKUS_REST_CLIENT_RULE_SERVICE_URL", rules.url())
                .start()) {
            return replayed(candidate.awaitReady());
        }
    }

    private Outcome replayed(Service candidate) throws Exception {
        return released("--current=" + system.gateway.url(), "--candidate=" + candidate.url());
    }

    private Outcome released(String... more) throws Exception {
        Path notes = folder.resolve("notes");
        List<String> words = new ArrayList<>(
                // As it was packaged.
                List.of("../release/release", "replay", recording.toString(), "--speed=10", "--notes=" + notes));
        words.addAll(List.of(more));
        Process process = new ProcessBuilder(words)
                // That a machine stands still for a moment is none of its answers.
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "release.log").toFile()))
                .start();
        String text = new String(process.getInputStream().readAllBytes());
        int status = process.waitFor();
        assertFalse(Files.exists(notes.resolve("replay-accounts.jsonl")), text);
        return new Outcome(status, text);
    }
}
