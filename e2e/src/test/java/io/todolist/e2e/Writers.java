package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.todolist.e2e.Load.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One person adds todos as fast as they go, at several devices. Each has a key and is sent until it is acknowledged. */
final class Writers {
    static final int DEVICES = 4;

    private final Visitor ann = Visitor.registered();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Load load = Load.of(Stream.generate(() -> Load.Request.created(new Device()))
            .limit(DEVICES)
            .toList());

    private final class Device implements Supplier<HttpResponse<String>> {
        private String todo = UUID.randomUUID().toString();

        @Override
        public HttpResponse<String> get() {
            HttpResponse<String> answer = ann.post("/api/todos", Map.of("name", todo), Map.of("Idempotency-Key", todo));
            if (answer.statusCode() == 201) {
                acknowledged.add(todo);
                todo = UUID.randomUUID().toString();
            }
            return answer;
        }
    }

    /** Work goes on. */
    Writers awaitMore(int todos) {
        int before = acknowledged.size();
        Awaitility.await(todos + " more todos are acknowledged")
                .atMost(Duration.ofSeconds(90))
                .until(() -> acknowledged.size() >= before + todos);
        return this;
    }

    List<Answer> since(Instant begin) {
        return load.since(begin);
    }

    /** Stops, and looks for every acknowledged todo in the list; returns all answers. */
    List<Answer> stopAndFindEveryTodo() {
        List<Answer> answers = load.stop();
        Set<String> missing = new HashSet<>(acknowledged);
        missing.removeAll(ann.allNames());
        assertEquals(Set.of(), missing, "acknowledged todos that are not there");
        return answers;
    }

    /** For a scenario that failed otherwise. */
    void stop() {
        load.stop();
    }

    int acknowledged() {
        return acknowledged.size();
    }
}
