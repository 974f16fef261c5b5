package io.todolist.gateway;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder with a recording. */
record Recorded(Path folder) {

    static Recorded in(String name) {
        return new Recorded(Path.of("target", name));
    }

    /** Of what a run before has left. */
    void empty() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of it so far. */
    String text() {
        if (!Files.exists(folder)) {
            return "";
        }
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonObject> lines() {
        String text = text();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(JsonObject::new)
                .toList();
    }

    /** Of the person's visit, whose last request this asks for; a number may be recorded. */
    List<JsonObject> visit(Person person) {
        int size = ThreadLocalRandom.current().nextInt(1_000_000, 1_000_000_000);
        person.request().get("/api/todos?size=" + size).then().statusCode(200);
        Predicate<JsonObject> isLast =
                line -> ("size=" + size).equals(line.getJsonObject("request").getString("query"));
        await("the end of the visit").until(() -> lines().stream().anyMatch(isLast));
        String visit = lines().stream().filter(isLast).findFirst().orElseThrow().getString("visit");
        return lines().stream()
                .filter(line -> line.getString("visit").equals(visit) && !isLast.test(line))
                .toList();
    }
}
