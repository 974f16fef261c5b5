package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.command.Rehearsal.Said;
import io.todolist.release.judge.Judgement;
import io.todolist.release.local.Planted;
import io.todolist.release.replay.PlantedTodolist.Fault;
import io.todolist.release.replay.Recorded;
import io.todolist.release.walk.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody comes, so recorded visits are replayed in the gray window behind `release local`. */
class ToppedUpReleaseTest {
    /** A visit has nine requests of an account, of which seven are warm: fifteen of them are twice the 50 that are needed. */
    private static final String PLAN =
            """
            window: 1s
            deadline: 5m
            startLimit: 60s
            starts: 0
            steps: [50, 100]
            smallestErrorRate: 0.1
            slower: 100
            topUp: {recording: %s, speed: %s, visits: 20}
            """;

    private static final int VISITS = 6;

    @TempDir
    Path folder;

    private Rehearsal rehearsal;

    private void rehearse(Fault fault, Path recording, String speed) throws IOException {
        rehearsal = new Rehearsal(
                folder,
                PLAN.formatted(recording, speed),
                List.of(Planted.todolist("v1", Fault.NONE), Planted.todolist("v2", fault)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> rehearsal.facts("v2").ready());
    }

    @AfterEach
    void end() {
        rehearsal.close();
    }

    @Test
    void aGoodCandidateIsPromotedAndTheReportSaysThatNobodyCame() throws Exception {
        rehearse(Fault.NONE, Recorded.file(folder, VISITS), "100");
        Said said = rehearsal.run("--candidate=v2");
        assertEquals(ExitStatus.GOOD, said.status(), said.text());
        assertTrue(said.text().contains("are replayed, because there are too few requests. 50 requests"), said.text());
        assertEquals(Stage.PROMOTED, rehearsal.state().stage());
        assertReplayed(errors());
        assertNobodyIsLeft();
        assertEquals(
                ExitStatus.GOOD, rehearsal.release("report", "--to=" + folder).status());
        assertTrue(Files.readString(folder.resolve("report.md")).contains("of 0; replayed: 0 % (0 % to"));
    }

    @Test
    void aCandidateThatFailsIsTakenBack() throws Exception {
        rehearse(Fault.NO_CHANGES, Recorded.file(folder, VISITS), "100");
        Said said = rehearsal.run("--candidate=v2");
        assertEquals(ExitStatus.TAKEN_BACK, said.status(), said.text());
        assertTrue(said.text().contains("Of replayed ones 15 of 135 failed, and 0 of 270."), said.text());
        assertEquals(0, rehearsal.candidatesShare());
        assertNobodyIsLeft();
    }

    @Test
    void whoIsKilledMeanwhileIsReplacedByWhoErasesAndCountsItOnce() throws Exception {
        // Of 30 s each at least.
        rehearse(Fault.NONE, Recorded.file(folder, VISITS, Duration.ofSeconds(1)), "0.01");
        Process process =
                KilledReleaseTest.process(rehearsal, rehearsal.control().toString(), "--candidate=v2");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> accounts("v1")[0] >= 2 && accounts("v2")[0] >= 1);
        process.destroyForcibly().waitFor();
        assertEquals(Stage.GRAY, rehearsal.state().stage());
        assertEquals(null, rehearsal.state().window().topUp().came());

        // Now quickly.
        Path state = folder.resolve("state.json");
        Files.writeString(state, Files.readString(state).replace("\"speed\" : 0.01", "\"speed\" : 100"));
        Said said = rehearsal.run();
        assertEquals(ExitStatus.GOOD, said.status(), said.text());
        assertTrue(said.text().contains("A replay before was ended midway"), said.text());
        assertReplayed(errors());
        assertNobodyIsLeft();
    }

    @Test
    void aRecordingThatIsNotThereIsToldBeforeAnythingIsDone() throws Exception {
        rehearse(Fault.NONE, folder.resolve("none.jsonl"), "1");
        beginsNot(folder.resolve("none.jsonl") + " cannot be read.");
    }

    @Test
    void soIsAnEmptyOne() throws Exception {
        rehearse(Fault.NONE, Files.writeString(folder.resolve("empty.jsonl"), ""), "1");
        beginsNot(folder.resolve("empty.jsonl") + " has no visits.");
    }

    private void beginsNot(String why) {
        Said said = rehearsal.run("--candidate=v2");
        assertEquals(ExitStatus.FAILED, said.status(), said.text());
        assertEquals(why + System.lineSeparator(), said.text());
        assertFalse(Files.exists(folder.resolve("state.json")));
        assertEquals(0, rehearsal.candidatesShare());
    }

    private Judgement errors() {
        return rehearsal.state().judgements().stream()
                .filter(judgement -> judgement.about() == Judgement.About.ERRORS && judgement.percent() == 50)
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static void assertReplayed(Judgement errors) {
        assertEquals(0, errors.candidate().of(), "visitors");
        assertEquals(0, errors.current().of(), "visitors");
        assertEquals(135, errors.candidateReplayed().of());
        assertEquals(270, errors.currentReplayed().of());
    }

    private void assertNobodyIsLeft() {
        for (String version : List.of("v1", "v2")) {
            assertEquals(0, accounts(version)[0], version);
            assertTrue(accounts(version)[1] > 0, "nobody was there");
        }
        assertFalse(Files.exists(folder.resolve("replay-accounts.jsonl")));
    }

    /** How many there are, and how many there were. */
    private int[] accounts(String version) {
        String[] counts =
                rehearsal.get(version, "/accounts").replaceAll("[\\[\\]]", "").split(",");
        return new int[] {Integer.parseInt(counts[0]), Integer.parseInt(counts[1])};
    }
}
