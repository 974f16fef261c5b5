package io.todolist.release.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A recording, written by hand: each visitor has three todos, of which two are due on the same day, and looks, adds and changes. */
public final class Recorded {
    private static final Instant BEGIN = Instant.parse("2026-11-29T21:00:00Z");

    private final List<String> lines = new ArrayList<>();

    private Recorded() {}

    public static Path file(Path folder, int visits) throws IOException {
        return file(folder, visits, Duration.ofMillis(20));
    }

    public static Path file(Path folder, int visits, Duration pause) throws IOException {
        Recorded recorded = new Recorded();
        for (int visit = 0; visit < visits; visit++) {
            recorded.visit(visit, pause);
        }
        return Files.write(folder.resolve("recording.jsonl"), recorded.lines);
    }

    private void visit(int number, Duration pause) {
        String visit = "%032x".formatted(number + 1);
        Instant at = BEGIN.plusSeconds(number);
        String list = page(todo(visit, 1, "2026-12-01"), todo(visit, 2, "2026-12-01"), todo(visit, 3, null));
        lines.add(line(
                visit,
                at,
                "GET",
                "/api/home",
                "status=IN_PROGRESS%2CPAUSED&size=50",
                "null",
                200,
                "{\"user\":{\"id\":\"" + id(visit, 9) + "\",\"name\":\"Xyz\"},\"todos\":" + list + "}"));
        lines.add(line(visit, at.plus(pause), "GET", "/api/todos", "sort=due", "null", 200, list));
        lines.add(line(
                visit,
                at.plus(pause.multipliedBy(2)),
                "POST",
                "/api/todos",
                "",
                "{\"name\":\"Qwert 买好\"}",
                201,
                todo(visit, 4, null)));
        lines.add(line(
                visit,
                at.plus(pause.multipliedBy(3)),
                "PATCH",
                "/api/todos/" + id(visit, 4),
                "",
                "{\"due\":\"2026-12-01\"}",
                200,
                todo(visit, 4, "2026-12-01")));
        lines.add(line(
                visit,
                at.plus(pause.multipliedBy(4)),
                "GET",
                "/api/todos/" + id(visit, 2),
                "",
                "null",
                200,
                todo(visit, 2, "2026-12-01")));
    }

    private static String page(String... todos) {
        return "{\"items\":[%s],\"total\":%d,\"next\":null}".formatted(String.join(",", todos), todos.length);
    }

    private static String todo(String visit, int number, String due) {
        return """
                {"id":"%s","name":"Abcd %d","description":"","status":"IN_PROGRESS","due":%s,"position":"%d","createdAt":"2026-11-28T10:00:00Z","version":1}"""
                .formatted(id(visit, number), number, due == null ? "null" : '"' + due + '"', number);
    }

    private static String id(String visit, int number) {
        return "%s-0000-4000-8000-%012d".formatted(visit.substring(24), number);
    }

    private static String line(
            String visit,
            Instant at,
            String method,
            String path,
            String query,
            String body,
            int status,
            String answer) {
        return """
                {"visit":"%s","at":"%s","ms":1,"request":{"method":"%s","path":"%s","query":"%s","headers":{"content-type":"application/json"},"body":%s},"response":{"status":%d,"headers":{"content-type":"application/json"},"body":%s}}"""
                .formatted(visit, at, method, path, query, body, status, answer);
    }
}
