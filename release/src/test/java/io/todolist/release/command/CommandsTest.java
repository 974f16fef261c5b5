package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.release.replay.Recorded;
import io.todolist.release.walk.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    @TempDir
    Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void theHelpNamesEachCommand() {
        assertEquals(0, release("--help"));
        for (String command : List.of("plan", "run", "all", "step", "status", "abort", "report", "local", "replay")) {
            assertTrue(said.toString().contains("\n  " + command + " "), said::toString);
        }
    }

    @Test
    void aPlanIsSaid() throws IOException {
        assertEquals(0, release("plan", "--file=" + plan("service: planted\nsteps: [10, 100]\nwindow: 90s")));
        assertTrue(said.toString().contains(" 10 %  1m30s to 9m, 100 requests of each version"), said::toString);
        assertTrue(said.toString().contains("1m30s at least"), said::toString);
        assertTrue(said.toString().contains("no recording is replayed"), said::toString);
    }

    @Test
    void aPlanSaysWhatIsReplayed() throws IOException {
        assertEquals(0, release("plan", "--file=" + plan("service: planted\nreplay: {recording: a.jsonl, speed: 2}")));
        assertTrue(
                said.toString().contains("  0 %  a.jsonl is replayed, 2 times as fast: at most 10 visits"),
                said::toString);
    }

    @Test
    void aPlanSaysHowFewVisitorsAreToppedUp() throws IOException {
        assertEquals(0, release("plan", "--file=" + plan("service: planted\ntopUp: {recording: a.jsonl, visits: 30}")));
        assertTrue(
                said.toString().contains("with fewer, at most 30 visits of a.jsonl are replayed after the window"),
                said::toString);
        assertTrue(said.toString().contains("by replayed requests alone: with 100.0 %"), said::toString);
    }

    @Test
    void aRecordingThatIsNoneIsToldInALine() throws IOException {
        Path file = plan("{}");
        assertEquals(
                1,
                release("replay", "--current=http://localhost:1", "--candidate=http://localhost:1", file.toString()));
        assertEquals(file + ", line 1: visit is missing or wrong\n", said.toString());
    }

    @Test
    void aRecordingIsSummedUpAndWrittenInOtherForms() throws IOException {
        Path recording = Recorded.file(folder, 2);
        Path merged = folder.resolve("merged.jsonl");
        Path har = folder.resolve("visits.har");
        assertEquals(0, release("record", recording.toString(), "--to=" + merged, "--har=" + har));
        assertTrue(said.toString().startsWith("2 visits, 10 requests\n"), said::toString);
        assertTrue(said.toString().contains("       2  GET /api/todos/{id}\n"), said::toString);

        said.getBuffer().setLength(0);
        assertEquals(0, release("record", merged.toString()));
        assertTrue(said.toString().startsWith("2 visits, 10 requests\n"), said::toString);
        JsonNode log = Json.MAPPER.readTree(har.toFile()).get("log");
        assertEquals("1.2", log.get("version").asText());
        assertEquals(10, log.get("entries").size());
        JsonNode first = log.get("entries").get(0);
        assertEquals(
                "https://recording.invalid/api/home?status=IN_PROGRESS%2CPAUSED&size=50",
                first.get("request").get("url").asText());
        assertEquals("2026-11-29T21:00:00Z", first.get("startedDateTime").asText());
    }

    @Test
    void whereNobodyCanRegisterNothingWasReplayed() throws IOException {
        String recording = Recorded.file(folder, 1).toString();
        assertEquals(
                4,
                release(
                        "replay",
                        "--current=http://localhost:1",
                        "--candidate=http://localhost:1",
                        "--notes=" + folder,
                        recording));
        assertTrue(
                said.toString()
                        .contains(
                                "0 visits with 0 requests were replayed, and 1 were not: registering was not answered"),
                said::toString);
    }

    @Test
    void aPlanOfEachServiceIsThere() {
        for (String service : List.of("gateway-service", "rule-service", "user-service")) {
            assertEquals(0, release("plan", "--file=" + Path.of("..", service, "release.yaml")));
            assertTrue(said.toString().contains(service + "\n"), said::toString);
        }
    }

    @Test
    void aWrongPlanIsToldInALine() throws IOException {
        Path file = plan("service: planted\nsteps: [50, 20, 100]");
        assertEquals(1, release("plan", "--file=" + file));
        assertEquals(file + ": steps: each one is more than the one before\n", said.toString());
    }

    @Test
    void aPlanThatIsNotThereIsToldInALine() {
        assertEquals(1, release("plan", "--file=none.yaml"));
        assertEquals("none.yaml cannot be read.\n", said.toString());
    }

    @Test
    void whereNothingWasBegunNothingGoesOn() throws IOException {
        for (String command : List.of("step", "status", "abort", "report")) {
            said.getBuffer().setLength(0);
            assertEquals(
                    1,
                    release(
                            command,
                            "--local",
                            "--file=" + plan("service: none"),
                            "--state=" + folder.resolve("state")));
            assertEquals("There is no release.\n", said.toString());
        }
        assertEquals(
                2, release("run", "--local", "--file=" + plan("service: none"), "--state=" + folder.resolve("state")));
        assertTrue(said.toString().contains("--candidate begins one"), said::toString);
    }

    @Test
    void aWrongSetupIsToldInALine() throws IOException {
        Path file = plan("versions: [{name: V1, command: [x]}]");
        assertEquals(1, release("local", file.toString()));
        assertEquals(file + ": name: the first part of a host\n", said.toString());
    }

    private Path plan(String text) throws IOException {
        return Files.writeString(folder.resolve("file.yaml"), text);
    }

    private int release(String... arguments) {
        PrintWriter out = new PrintWriter(said);
        return Commands.told(new CommandLine(new Release()))
                .setOut(out)
                .setErr(out)
                .execute(arguments);
    }
}
