package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.command.Rehearsal.Said;
import io.todolist.release.local.Planted;
import io.todolist.release.replay.PlantedTodolist.Fault;
import io.todolist.release.replay.Recorded;
import io.todolist.release.walk.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Candidates with a fault that no status shows, released with a recording behind `release local`. */
class ReplayedReleaseTest {
    /** Nobody comes, so whatever passes the replay waits at 50 %. */
    private static final String PLAN =
            """
            window: 100ms
            deadline: 100ms
            startLimit: 60s
            starts: 0
            steps: [50, 100]
            replay:
              recording: %s
              speed: %s
            """;

    private static final int VISITS = 6;

    @TempDir
    Path folder;

    private Rehearsal rehearsal;

    private void rehearse(Fault fault, int visits, String more) throws IOException {
        rehearse(fault, PLAN.formatted(Recorded.file(folder, visits), 1) + more);
    }

    private void rehearse(Fault fault, String plan) throws IOException {
        rehearsal =
                new Rehearsal(folder, plan, List.of(Planted.todolist("v1", Fault.NONE), Planted.todolist("v2", fault)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> rehearsal.facts("v2").ready());
    }

    @AfterEach
    void end() {
        rehearsal.close();
    }

    @Test
    void anotherOrderOfTiesIsSeen() throws Exception {
        rehearse(Fault.ORDER_OF_TIES, VISITS, "");
        takenBackBecauseOf(
                "GET /api/todos items[] has another order in 6 of 6 visits, and in 0 between the current version and itself."
                        + " For example: [id 00000002 Abcd 2, id 00000001 Abcd 1, id 00000003 Abcd 3] in place of"
                        + " [id 00000001 Abcd 1, id 00000002 Abcd 2, id 00000003 Abcd 3]");
    }

    @Test
    void aRenamedFieldIsSeen() throws Exception {
        rehearse(Fault.RENAMED_FIELD, VISITS, "");
        takenBackBecauseOf("POST /api/todos due is gone in 6 of 6 visits");
        assertTrue(
                rehearsal.state().replayed().differences().stream()
                        .anyMatch(difference -> difference.path().equals("GET /api/home todos.items[].due")),
                () -> rehearsal.state().replayed().differences().toString());
    }

    @Test
    void anItemOfSomebodyElseIsSeen() throws Exception {
        rehearse(Fault.FOREIGN_ITEM, VISITS, "");
        takenBackBecauseOf("items[] has other items");
        assertTrue(
                rehearsal.state().position().reason().contains("unknown id"),
                rehearsal.state().position().reason());
    }

    @Test
    void aCandidateThatRegistersNobodyIsSeen() throws Exception {
        rehearse(Fault.NO_REGISTRATION, VISITS, "");
        takenBackBecauseOf("POST /api/users status differs in 6 of 6 visits");
    }

    private void takenBackBecauseOf(String reason) throws Exception {
        Said said = rehearsal.run("--candidate=v2");
        assertEquals(ExitStatus.TAKEN_BACK, said.status(), said.text());
        assertTrue(said.text().contains(reason), said.text());
        assertEquals(Stage.ROLLED_BACK, rehearsal.state().stage());
        assertEquals(0, rehearsal.facts("v2").traffic().requests());
        assertNobodyIsLeft();
        assertEquals(
                ExitStatus.TAKEN_BACK,
                rehearsal.release("report", "--to=" + folder).status());
        for (String report : List.of("report.html", "report.md", "report.json")) {
            String first = rehearsal.state().replayed().differences().get(0).path();
            String text = Files.readString(folder.resolve(report)).replace("\\", "");
            assertTrue(text.contains(first), report);
        }
    }

    @Test
    void otherIdsAndTimesAnOrderOfMembersAndAFieldMoreAreHarmless() throws Exception {
        rehearse(Fault.HARMLESS, VISITS, "");
        goesOn(rehearsal.run("--candidate=v2"));
        assertTrue(
                rehearsal.state().replayed().differences().stream()
                        .allMatch(difference -> difference.path().endsWith("priority")),
                () -> rehearsal.state().replayed().differences().toString());
    }

    @Test
    void whatIsAcceptedIsAcceptedUntilItsDay() throws Exception {
        String accept =
                """
                accept:
                  - {path: 'GET /api/home todos.items[].due', reason: it is dueDay now, until: %1$s}
                  - {path: 'GET /api/todos items[].due', reason: it is dueDay now, until: %1$s}
                  - {path: 'GET /api/todos/{id} due', reason: it is dueDay now, until: %1$s}
                  - {path: 'PATCH /api/todos/{id} due', reason: it is dueDay now, until: %1$s}
                  - {path: 'POST /api/todos due', reason: it is dueDay now, until: %2$s}
                """;
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        rehearse(Fault.RENAMED_FIELD, VISITS, accept.formatted("9999-12-31", today.plusDays(2)));
        goesOn(rehearsal.run("--candidate=v2"));
        rehearsal.close();
        Files.delete(folder.resolve("state.json"));
        rehearse(Fault.RENAMED_FIELD, VISITS, accept.formatted("9999-12-31", today.minusDays(2)));
        takenBackBecauseOf("POST /api/todos due is gone");
    }

    private void goesOn(Said said) {
        assertEquals(ExitStatus.WAITS, said.status(), said.text());
        assertEquals(50, rehearsal.candidatesShare(), said.text());
        assertTrue(said.text().contains("the candidate answers as the current version does"), said.text());
        assertNobodyIsLeft();
    }

    @Test
    void ofTooFewVisitsAPersonIsAsked() throws Exception {
        rehearse(Fault.RENAMED_FIELD, 4, "");
        Said said = rehearsal.run("--candidate=v2");
        assertEquals(ExitStatus.WAITS, said.status(), said.text());
        assertEquals(0, rehearsal.candidatesShare());
        assertTrue(said.text().contains("which is too little to judge by. POST /api/todos due is gone"), said.text());
        assertEquals(ExitStatus.WAITS, rehearsal.run("--continue").status());
        assertEquals(50, rehearsal.candidatesShare());
    }

    @Test
    void visitsForWhichTheGatewayMakesNoAccountsAreTooFew() throws Exception {
        rehearse(Fault.TOO_MANY_REGISTRATIONS, VISITS, "");
        Said said = rehearsal.run("--candidate=v2");
        assertEquals(ExitStatus.WAITS, said.status(), said.text());
        assertTrue(
                said.text().contains("2 visits with")
                        && said.text().contains("4 were not: the gateway lets this network register no more accounts"),
                said.text());
        assertNobodyIsLeft();
    }

    @Test
    void whoIsKilledMeanwhileIsReplacedByWhoErasesAndPlaysItAgain() throws Exception {
        // Of 30 s each at least.
        rehearse(Fault.RENAMED_FIELD, PLAN.formatted(Recorded.file(folder, VISITS, Duration.ofSeconds(1)), "0.01"));
        Process process =
                KilledReleaseTest.process(rehearsal, rehearsal.control().toString(), "--candidate=v2");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> accounts("v1")[0] >= 2 && accounts("v2")[0] >= 1);
        process.destroyForcibly().waitFor();
        assertEquals(Stage.REPLAY, rehearsal.state().stage());
        int before = accounts("v1")[0] + accounts("v2")[0];
        assertTrue(before >= 3, "" + before);

        // Now quickly.
        Path state = folder.resolve("state.json");
        Files.writeString(state, Files.readString(state).replace("\"speed\" : 0.01", "\"speed\" : 100"));
        Said said = rehearsal.run();
        assertEquals(ExitStatus.TAKEN_BACK, said.status(), said.text());
        assertTrue(said.text().contains("A replay before was ended midway"), said.text());
        assertTrue(said.text().contains("POST /api/todos due is gone"), said.text());
        assertNobodyIsLeft();
    }

    @Test
    void whoEndsItLeavesNobodyBehind() throws Exception {
        rehearse(Fault.NONE, PLAN.formatted(Recorded.file(folder, VISITS, Duration.ofSeconds(1)), "0.01"));
        Process process =
                KilledReleaseTest.process(rehearsal, rehearsal.control().toString(), "--candidate=v2");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> accounts("v1")[0] >= 2 && accounts("v2")[0] >= 1);
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertNobodyIsLeft();
        assertEquals(Stage.REPLAY, rehearsal.state().stage());
    }

    private void assertNobodyIsLeft() {
        for (String version : List.of("v1", "v2")) {
            assertEquals(0, accounts(version)[0], version);
        }
        assertFalse(Files.exists(folder.resolve("replay-accounts.jsonl")));
        if (rehearsal.state().replayed() != null) {
            assertTrue(accounts("v1")[1] > 0, "nobody was there");
        }
    }

    /** How many there are, and how many there were. */
    private int[] accounts(String version) {
        String text = rehearsal.get(version, "/accounts");
        String[] counts = text.replaceAll("[\\[\\]]", "").split(",");
        return new int[] {Integer.parseInt(counts[0]), Integer.parseInt(counts[1])};
    }
}
