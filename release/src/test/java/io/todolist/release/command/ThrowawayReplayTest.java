package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.command.Rehearsal.Said;
import io.todolist.release.local.Planted;
import io.todolist.release.replay.PlantedTodolist.Fault;
import io.todolist.release.replay.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions that run for a replay alone. Each has all its accounts in its own process, so nothing at its beginning. */
class ThrowawayReplayTest {
    private static final int VISITS = 6;

    @TempDir
    Path folder;

    private Path versions;

    @Test
    void theyEndWithTheReplay() throws IOException {
        Said said = replay(List.of(Planted.todolist("v1", Fault.NONE), Planted.todolist("v2", Fault.HARMLESS)));
        assertEquals(0, said.status(), said::text);
        assertTrue(said.text().contains("6 visits with "), said::text);
        assertNoneIsLeft(2);
    }

    @Test
    void whatTheSecondOneAnswersOtherwiseIsSeen() throws IOException {
        Said said = replay(List.of(Planted.todolist("v1", Fault.NONE), Planted.todolist("v2", Fault.RENAMED_FIELD)));
        assertEquals(3, said.status(), said::text);
        assertTrue(said.text().contains("POST /api/todos due is gone in 6 of 6 visits"), said::text);
        assertNoneIsLeft(2);
    }

    /** Behind the port of the visitors both versions are alike. */
    @Test
    void aReleaseCanHaveThemToo() throws IOException {
        versions(List.of(Planted.todolist("v1", Fault.NONE), Planted.todolist("v2", Fault.RENAMED_FIELD)));
        String plan =
                """
                starts: 0
                window: 100ms
                replay:
                  recording: %s
                  throwaway: %s
                """;
        try (Rehearsal rehearsal = new Rehearsal(folder, plan.formatted(Recorded.file(folder, VISITS), versions))) {
            Said said = rehearsal.run("--candidate=v2");
            assertEquals(3, said.status(), said::text);
            assertTrue(said.text().contains("due is gone"), said::text);
        }
        assertNoneIsLeft(2);
    }

    @Test
    void oneThatDoesNotStartIsToldAndTheOtherOneEnds() throws IOException {
        Said said =
                replay(List.of(Planted.todolist("v1", Fault.NONE), Map.of("name", "v2", "command", List.of("false"))));
        assertEquals(1, said.status(), said::text);
        assertTrue(said.text().startsWith("Ended and not ready"), said::text);
        assertTrue(said.text().contains("v2"), said::text);
        assertNoneIsLeft(2);
    }

    @Test
    void aFileHasTwoVersions() throws IOException {
        Said said = replay(List.of(Planted.todolist("v1", Fault.NONE)));
        assertEquals(1, said.status(), said::text);
        assertEquals(versions + ": versions: the current one and the candidate\n", said.text());
    }

    @Test
    void addressesAndVersionsToBeStartedExcludeEachOther() throws IOException {
        versions(List.of(Planted.todolist("v1", Fault.NONE), Planted.todolist("v2", Fault.NONE)));
        String recording = Recorded.file(folder, VISITS).toString();
        assertEquals(2, Rehearsal.said(List.of("replay", recording)).status());
        assertEquals(
                2,
                Rehearsal.said(List.of(
                                "replay",
                                recording,
                                "--throwaway=" + versions,
                                "--current=http://localhost:1",
                                "--candidate=http://localhost:1"))
                        .status());
    }

    private Said replay(List<Map<String, ?>> all) throws IOException {
        versions(all);
        return Rehearsal.said(
                List.of("replay", Recorded.file(folder, VISITS).toString(), "--throwaway=" + versions, "--speed=10"));
    }

    private void versions(List<Map<String, ?>> all) throws IOException {
        versions = Planted.setup(50, all);
    }

    private void assertNoneIsLeft(int started) throws IOException {
        try (Stream<String> notes = Files.lines(versions.resolveSibling("processes"))) {
            List<Long> processes = notes.map(note -> Long.parseLong(note.substring(0, note.indexOf(' '))))
                    .toList();
            assertEquals(started, processes.size());
            processes.forEach(process -> assertFalse(
                    ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent()));
        }
    }
}
