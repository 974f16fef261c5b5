package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.todolist.e2e.Load.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Somebody changes todos while another transaction, such as an administrator's, holds their rows for 12 s: so long each change
 * is in flight. rule-service waits 2 s for a lock and says that it is busy; the gateway holds the request and asks again.
 */
final class LongChanges {
    private static final Duration HELD = Duration.ofSeconds(12);

    private final Visitor bob = Visitor.registered();
    private final Set<String> wanted;
    private final Instant end;
    private final Load load;

    /** All are in flight when this returns. */
    LongChanges() {
        IntStream.range(0, 6).forEach(i -> bob.add("todo " + i));
        List<String> ids = bob.json(bob.get("/api/todos"))
                .path("items")
                .valueStream()
                .map(todo -> todo.path("id").asText())
                .toList();
        wanted = ids.stream().map(LongChanges::changed).collect(Collectors.toSet());
        String lock = "select id from todo where id in ('" + String.join("','", ids) + "') for update";
        end = Instant.now().plus(HELD);
        TodosDatabase.start(lock + "; select pg_sleep(" + HELD.toSeconds() + ")");
        await("the rows are locked", lock + " skip locked", String::isEmpty);
        load = Load.of(ids.stream()
                .map(id -> Load.Request.ok(() -> bob.patch("/api/todos/" + id, Map.of("name", changed(id)))))
                .toList());
        await("a change waits", "select 1 from pg_locks where not granted", rows -> !rows.isEmpty());
    }

    /** Each one, and not before it could be. */
    void areDone() {
        List<Answer> answers = load.stop();
        assertEquals(List.of(), Load.failures(answers));
        answers.forEach(answer -> assertFalse(answer.at().isBefore(end), () -> answer + " before " + end));
        assertEquals(wanted, bob.allNames());
    }

    private static String changed(String id) {
        return "changed " + id;
    }

    private static void await(String what, String sql, Predicate<String> rows) {
        Awaitility.await(what).pollInterval(Duration.ofMillis(100)).until(() -> TodosDatabase.query(sql), rows);
    }
}
