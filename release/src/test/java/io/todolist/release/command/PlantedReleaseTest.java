package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.command.Rehearsal.Said;
import io.todolist.release.local.PlantedVersion;
import io.todolist.release.walk.Split;
import io.todolist.release.walk.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Candidates with a fault each, released with `release run` behind `release local`. */
class PlantedReleaseTest {
    static final String QUICK =
            """
            window: 500ms
            deadline: 60s
            startLimit: 60s
            starts: 0
            slower: 3
            steps: [50, 100]
            """;

    @TempDir
    Path folder;

    private Rehearsal rehearsal;

    private Rehearsal rehearse(String plan, String... faults) throws IOException {
        rehearsal = new Rehearsal(folder, plan, faults);
        return rehearsal;
    }

    @AfterEach
    void end() {
        rehearsal.close();
    }

    @Test
    void aHarmlessCandidateIsPromoted() throws IOException {
        rehearse(
                """
                window: 500ms
                deadline: 60s
                startLimit: 60s
                starts: 7
                slowerStart: 5
                slower: 10
                steps: [20, 50, 100]
                """);
        rehearsal.visited();
        Said said = rehearsal.run("--candidate=v2");
        assertEquals(ExitStatus.GOOD, said.status(), said.text());
        assertEquals(100, rehearsal.candidatesShare());
        assertTrue(said.text().contains(" 20 %  20 % of the visitors have v2."), said.text());
        assertTrue(said.text().contains("100 %  All visitors have v2."), said.text());
    }

    @Test
    void errorsOfTwoPercentOfTheChangesAreSeen() throws IOException {
        rehearse(QUICK + "smallestErrorRate: 0.004", PlantedVersion.ERRORS + "=0.02");
        rehearsal.visited();
        takenBackBecauseOf("failed");
    }

    @Test
    void aLongerTailIsSeen() throws IOException {
        rehearse(QUICK.replace("slower: 3", "slower: 1.2") + "smallestErrorRate: 0.01", PlantedVersion.SLOW + "=0.2");
        rehearsal.visited();
        takenBackBecauseOf("took");
    }

    @Test
    void aSlowerStartIsSeenBeforeAnyVisitor() throws IOException {
        rehearse(QUICK.replace("starts: 0", "starts: 7"), PlantedVersion.START + "=3000");
        takenBackBecauseOf("Its cold starts are slower");
        assertEquals(0, rehearsal.facts("v2").traffic().requests());
    }

    @Test
    void aLeakThatEndsTheProcessIsSeen() throws IOException {
        rehearse(QUICK + "smallestErrorRate: 0.001", PlantedVersion.LEAK + "=0.2");
        rehearsal.visited();
        takenBackBecauseOf("A process of the candidate has ended by itself");
    }

    @Test
    void aCandidateThatIsNeverReadyHasNoVisitors() throws IOException {
        rehearse(QUICK.replace("startLimit: 60s", "startLimit: 1s"), PlantedVersion.NEVER_READY + "=1");
        rehearsal.visited();
        takenBackBecauseOf("The candidate was not ready within 1 s");
        assertEquals(0, rehearsal.facts("v2").traffic().requests());
    }

    private void takenBackBecauseOf(String reason) {
        Said said = rehearsal.run("--candidate=v2");
        assertEquals(ExitStatus.TAKEN_BACK, said.status(), said.text());
        assertEquals(Stage.ROLLED_BACK, rehearsal.state().stage());
        assertTrue(
                rehearsal.state().position().reason().contains(reason),
                rehearsal.state().position().reason());
        assertTrue(said.text().contains(reason), said.text());
        assertEquals(0, rehearsal.candidatesShare());
    }

    @Test
    void whereThereAreTooFewRequestsAPersonIsAsked() throws IOException {
        rehearse(QUICK.replace("deadline: 60s", "deadline: 1s"));
        Said said = rehearsal.run("--candidate=v2");
        assertEquals(ExitStatus.WAITS, said.status(), said.text());
        assertTrue(said.text().contains("100 requests of each version are needed; there were 0"), said.text());
        assertEquals(50, rehearsal.candidatesShare());

        assertEquals(ExitStatus.GOOD, rehearsal.run("--continue").status());
        assertEquals(100, rehearsal.candidatesShare());
    }

    @Test
    void aReleaseWhoseStateIsLostBeginsAnew() throws IOException {
        rehearse(QUICK.replace("deadline: 60s", "deadline: 1s"));
        rehearsal.run("--candidate=v2");
        Files.delete(folder.resolve("state.json"));
        assertEquals(1, rehearsal.release("step").status());
        assertEquals(50, rehearsal.candidatesShare());

        Said said = rehearsal.run("--candidate=v2");
        assertTrue(said.text().contains("  0 %  No visitor has v2."), said.text());
        assertEquals(ExitStatus.WAITS, said.status(), said.text());
    }

    @Test
    void aSplitThatSomebodySetsByHandStands() throws Exception {
        rehearse(QUICK);
        CompletableFuture<Said> run = CompletableFuture.supplyAsync(() -> rehearsal.run("--candidate=v2"));
        await(50);
        rehearsal.router.apply(
                new Split(Map.of("v1", 90, "v2", 10)), rehearsal.router.facts().mark());
        assertEquals(ExitStatus.WAITS, run.get().status());
        assertTrue(
                run.get().text().contains("Somebody has set the split {v1=90, v2=10}, which stays."),
                run.get().text());
        assertEquals(10, rehearsal.candidatesShare());
    }

    @Test
    void aPersonTakesItBackAtOnceAndNoRequestFails() throws Exception {
        rehearse(QUICK + "smallestErrorRate: 0.0001");
        Visitors visitors = rehearsal.visited();
        CompletableFuture<Said> run = CompletableFuture.supplyAsync(() -> rehearsal.run("--candidate=v2"));
        await(50);
        Awaitility.await().until(() -> rehearsal.facts("v2").traffic().requests() > 100);
        long begin = System.nanoTime();
        Said said = rehearsal.release("abort");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertEquals(ExitStatus.TAKEN_BACK, said.status(), said.text());
        assertEquals(0, rehearsal.candidatesShare());
        assertTrue(took.toMillis() < 2000, took::toString);
        assertEquals(ExitStatus.TAKEN_BACK, run.get().status());

        long before = rehearsal.facts("v2").traffic().requests();
        long other = rehearsal.facts("v1").traffic().requests();
        Awaitility.await().until(() -> rehearsal.facts("v1").traffic().requests() > other + 200);
        assertTrue(rehearsal.facts("v2").traffic().requests() <= before + 4, "those under way at most");
        visitors.leave();
        assertEquals(List.of(), visitors.failures());
    }

    private void await(int percent) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rehearsal.candidatesShare() == percent);
    }
}
