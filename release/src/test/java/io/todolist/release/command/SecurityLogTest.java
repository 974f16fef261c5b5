package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.release.walk.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a candidate that nobody visits, so that a person is asked. */
class SecurityLogTest {
    @TempDir
    Path folder;

    private Rehearsal rehearsal;

    @BeforeEach
    void begin() throws IOException {
        rehearsal = new Rehearsal(folder, PlantedReleaseTest.QUICK.replace("deadline: 60s", "deadline: 500ms"));
    }

    @AfterEach
    void end() {
        rehearsal.close();
    }

    @Test
    void eachStepIsThereOnceWithWhoAskedForIt() throws IOException {
        rehearsal.run("--candidate=v2");
        rehearsal.release("step");
        rehearsal.release("status");
        rehearsal.run("--continue");
        assertEquals(
                List.of(
                        "run starts 0",
                        "run gray 50",
                        "run waiting 50",
                        "run --continue promoted 50",
                        "run --continue promoted 100"),
                steps("security.log"));
        for (JsonNode line : lines("security.log")) {
            assertEquals("release", line.get("event").asText());
            assertEquals("planted", line.get("service").asText());
            assertEquals("v1", line.get("current").asText());
            assertEquals("v2", line.get("candidate").asText());
            assertEquals(System.getProperty("user.name"), line.get("user").asText());
            assertFalse(Instant.parse(line.get("time").asText()).isAfter(Instant.now()));
        }
    }

    @Test
    void whoEndsItIsNamedInTheFileThatWasAskedFor() throws IOException {
        rehearsal.run("--candidate=v2");
        rehearsal.release("abort", "--security-log=" + folder.resolve("another.log"));
        assertEquals(List.of("abort rolled-back 50", "abort rolled-back 0"), steps("another.log"));
    }

    @Test
    void theNextReleaseIsThereFromItsBeginning() throws IOException {
        rehearsal.run("--candidate=v2");
        rehearsal.release("abort");
        Files.delete(folder.resolve("security.log"));
        rehearsal.run("--candidate=v2");
        assertEquals(List.of("run starts 0", "run gray 50", "run waiting 50"), steps("security.log"));
    }

    private List<String> steps(String file) throws IOException {
        return lines(file).stream()
                .map(line -> "%s %s %d"
                        .formatted(
                                line.get("command").asText(),
                                line.get("stage").asText(),
                                line.get("percent").asInt()))
                .toList();
    }

    private List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            lines.add(Json.MAPPER.readTree(line));
        }
        return lines;
    }
}
