package io.todolist.release.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.judge.Difference;
import io.todolist.release.judge.Judgement;
import io.todolist.release.judge.Judgement.About;
import io.todolist.release.judge.Judgement.Verdict;
import io.todolist.release.judge.Replayed;
import io.todolist.release.walk.State.WaitsFor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class WalkTest {
    private static final Split BY_HAND = new Split(Map.of("v0", 30, World.CURRENT, 70));

    private final World world = new World(1);

    @Test
    void aGoodCandidateIsPromotedStepByStep() {
        State end = Releases.walk(world);
        assertEquals(Stage.PROMOTED, end.stage(), end.position().reason());
        assertEquals(List.of(0, 1, 5, 25, 50, 100), shares());
        assertEquals(0, world.split().of(World.CURRENT));
        assertTrue(Duration.between(end.began(), world.now).toMinutes() >= 20);
    }

    @Test
    void whoeverFailsMoreIsRolledBack() {
        world.candidate().errorRate = 0.05;
        stopped(About.ERRORS);
    }

    @Test
    void whoeverIsSlowerIsRolledBack() {
        world.candidate().seconds = random -> 0.08 + world.current().seconds.applyAsDouble(random);
        stopped(About.LATENCY);
    }

    @Test
    void aCandidateThatFailsAlwaysIsRolledBackWithoutWaitingForTheWindow() {
        world.candidate().errorRate = 1;
        State end = stopped(About.ERRORS);
        assertEquals(List.of(0, 1, 0), shares());
        assertTrue(Duration.between(end.window().began(), world.now).toSeconds() < 60);
    }

    @Test
    void slowerStartsStopItBeforeAnyVisitor() {
        world.candidate().coldSeconds = 1.4;
        stopped(About.STARTS);
        assertEquals(List.of(0), shares());
    }

    @Test
    void aProcessThatEndsByItselfIsRolledBack() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        Releases.until(world, stepper, 5);
        world.candidate().ended = 1;
        State end = Releases.walk(world, stepper);
        assertEquals(Stage.ROLLED_BACK, end.stage());
        assertEquals(About.ENDS, worst(end).about());
    }

    @Test
    void whatEndsOfBothVersionsIsNotTheCandidates() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        Releases.until(world, stepper, 5);
        world.versions.values().forEach(version -> version.ended = 1);
        assertEquals(Stage.PROMOTED, Releases.walk(world, stepper).stage());
    }

    @Test
    void whoeverIsNeverReadyGetsNoVisitors() {
        world.candidate().ready = false;
        State end = Releases.walk(world);
        assertEquals(Stage.ROLLED_BACK, end.stage());
        assertTrue(
                end.position().reason().contains("not ready within 30 s"),
                end.position().reason());
        assertEquals(List.of(0), shares());
    }

    @Test
    void aStartWithoutAnAnswerStopsIt() {
        world.candidate().coldSeconds = 60;
        State end = Releases.walk(world);
        assertEquals(Stage.ROLLED_BACK, end.stage());
        assertTrue(
                end.position().reason().contains("no answer within 30 s"),
                end.position().reason());
    }

    @Test
    void whenTheTrafficStopsItWaitsForAPersonAndSaysWhy() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        Releases.until(world, stepper, 5);
        world.requestsPerSecond = 0;
        State end = Releases.walk(world, stepper);
        assertEquals(WaitsFor.REQUESTS, end.position().waitsFor());
        assertTrue(
                end.position().reason().contains("100 requests of each version are needed"),
                end.position().reason());
        assertEquals(5, world.split().of(World.CANDIDATE));
        assertTrue(Duration.between(end.window().began(), world.now).compareTo(Releases.PLAN.deadline()) >= 0);
    }

    @Test
    void tooFewRequestsTakeLongerThanTheWindow() {
        world.requestsPerSecond = 10;
        State end = Releases.walk(world);
        assertEquals(Stage.PROMOTED, end.stage());
        assertTrue(Duration.between(end.began(), world.now).toMinutes() > 25);
    }

    @Test
    void aPersonLetsItGoOnWithFewRequests() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        world.requestsPerSecond = 0;
        Releases.walk(world, stepper);
        assertEquals(5, stepper.goOn().percent());
    }

    @Test
    void theSplitOfSomebodyElseStays() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        Releases.until(world, stepper, 25);
        world.set(BY_HAND);
        State end = Releases.walk(world, stepper);
        assertEquals(WaitsFor.SPLIT, end.position().waitsFor());
        assertTrue(end.position().reason().contains("v0=30"), end.position().reason());
        world.pass(Duration.ofHours(1));
        stepper.step();
        assertEquals(BY_HAND, world.split());
    }

    @Test
    void theStepOfSomebodyElsesSplitBeginsAnew() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        Releases.until(world, stepper, 25);
        world.set(BY_HAND);
        Releases.walk(world, stepper);
        world.pass(Duration.ofHours(1));
        assertEquals(25, stepper.goOn().percent());
        assertEquals(world.now, stepper.step().window().began());
        assertEquals(Stage.PROMOTED, Releases.walk(world, stepper).stage());
    }

    @Test
    void whoPutsTheSplitBackLetsTheStepBeginAnew() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        Split before = Releases.until(world, stepper, 25).position().applied();
        world.set(BY_HAND);
        Releases.walk(world, stepper);
        world.set(before);
        world.pass(Duration.ofHours(1));
        assertEquals(world.now, stepper.goOn().window().began());
    }

    @Test
    void aHeldReleaseWaitsForAYes() {
        Stepper stepper = Releases.begun(world, held());
        State waiting = Releases.walk(world, stepper);
        assertEquals(WaitsFor.YES, waiting.position().waitsFor());
        assertEquals(50, world.split().of(World.CANDIDATE));
        assertEquals(Stage.PROMOTED, stepper.goOn().stage());
        assertEquals(100, world.split().of(World.CANDIDATE));
    }

    @Test
    void aCandidateThatFailsWhileItWaitsForAYesIsRolledBack() {
        Stepper stepper = Releases.begun(world, held());
        Releases.walk(world, stepper);
        world.candidate().errorRate = 0.5;
        for (int i = 0; i < 60; i++) {
            world.pass(Duration.ofSeconds(20));
            stepper.step();
        }
        assertEquals(0, world.split().of(World.CANDIDATE));
        assertEquals(Stage.ROLLED_BACK, stepper.step().stage());
    }

    @Test
    void aPersonEndsIt() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        Releases.until(world, stepper, 25);
        State end = stepper.abort();
        assertEquals(Stage.ROLLED_BACK, end.stage());
        assertEquals(100, world.split().of(World.CURRENT));
        assertEquals(end, stepper.abort());
        assertEquals(end, stepper.goOn());
    }

    @Test
    void whatIsOverIsLeftAlone() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        State end = Releases.walk(world, stepper);
        world.set(BY_HAND);
        assertEquals(end, stepper.step());
        assertEquals(BY_HAND, world.split());
    }

    @Test
    void aForgottenReleaseBeginsWithoutVisitors() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        Releases.until(world, stepper, 25);
        world.forget();
        assertThrows(NoSuchElementException.class, stepper::step);
        assertEquals(25, world.split().of(World.CANDIDATE));
        State end = Releases.walk(world);
        assertEquals(Stage.PROMOTED, end.stage());
        assertEquals(List.of(0, 1, 5, 25, 0, 1, 5, 25, 50, 100), shares());
    }

    @Test
    void thereIsOneReleaseAtATime() {
        Stepper stepper = Releases.begun(world, Releases.PLAN);
        assertThrows(IllegalStateException.class, () -> Releases.begun(world, Releases.PLAN));
        stepper.abort();
        assertEquals(Stage.PROMOTED, Releases.walk(world).stage());
    }

    @Test
    void othersWithVisitorsAreNoneOfItsBusiness() {
        world.set(BY_HAND);
        assertThrows(IllegalArgumentException.class, () -> Releases.begun(world, Releases.PLAN));
        assertFalse(world.read().isPresent());
    }

    @Test
    void aRecordingIsReplayedBeforeAnyVisitorHasTheCandidate() {
        State end = Releases.walk(world, Releases.begun(world, Releases.REPLAYED));
        assertEquals(Stage.PROMOTED, end.stage());
        assertEquals(1, world.replays);
        assertEquals(
                List.of("The release of v2 begins.", "a.jsonl is replayed.", world.replayed.said()),
                end.events().stream()
                        .filter(event -> event.percent() == 0)
                        .map(event -> event.said())
                        .toList());
    }

    @Test
    void aCandidateThatAnswersOtherwiseHasNoVisitors() {
        world.replayed = differing(10, 10);
        State end = Releases.walk(world, Releases.begun(world, Releases.REPLAYED));
        assertEquals(Stage.ROLLED_BACK, end.stage());
        assertTrue(
                end.position().reason().contains("GET /api/home due is gone in 10 of 10 visits"),
                end.position().reason());
        assertEquals(List.of(0), shares());
    }

    @Test
    void ofTooFewVisitsAPersonDecides() {
        world.replayed = differing(3, 3);
        Stepper stepper = Releases.begun(world, Releases.REPLAYED);
        State waits = Releases.walk(world, stepper);
        assertEquals(State.WaitsFor.VISITS, waits.position().waitsFor());
        assertEquals(List.of(0), shares());
        assertEquals(waits, stepper.step());
        stepper.goOn();
        assertEquals(1, world.split().of(World.CANDIDATE));
        assertEquals(Stage.PROMOTED, Releases.walk(world, stepper).stage());
        assertEquals(1, world.replays);
    }

    @Test
    void withoutARecordingNothingIsReplayed() {
        assertEquals(Stage.PROMOTED, Releases.walk(world).stage());
        assertEquals(0, world.replays);
    }

    @Test
    void tooFewVisitorsAreToppedUpWithReplayedOnes() {
        world.requestsPerSecond = 1;
        State end = Releases.walk(world, Releases.begun(world, Releases.TOPPED_UP));
        assertEquals(Stage.PROMOTED, end.stage(), end.position().reason());
        assertEquals(3, world.topUps, "at 1, 5 and 25 %; half of 300 requests are enough");
        Judgement first = end.judgements().stream()
                .filter(judgement -> judgement.candidateReplayed() != null)
                .findFirst()
                .orElseThrow();
        assertTrue(first.candidate().of() < 20, "visitors: " + first);
        assertTrue(first.candidate().of() + first.candidateReplayed().of() >= 100, "" + first);
        assertEquals(2 * first.candidateReplayed().of(), first.currentReplayed().of());
        assertTrue(first.said().contains("Of replayed ones 0 of "), first.said());
        List<String> said = end.events().stream().map(event -> event.said()).toList();
        assertTrue(
                said.get(2)
                        .startsWith("Visits of a.jsonl are replayed, because there are too few requests. 100 requests"),
                said::toString);
        assertTrue(said.get(3).startsWith("10 visits of a.jsonl were replayed, with "), said::toString);
    }

    /** It would be taken for visitors of that step otherwise. */
    @Test
    void theNextStepBeginsWhenAllThatWasReplayedHasBeenCounted() {
        world.requestsPerSecond = 0;
        State end = Releases.walk(world, Releases.begun(world, Releases.TOPPED_UP));
        List<State.Event> events = end.events();
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i - 1).said().contains(" were replayed")) {
                Instant played = events.get(i - 1).at();
                assertFalse(events.get(i).at().isBefore(played.plus(world.countsWithin())), events::toString);
            }
        }
    }

    @Test
    void soItIsWithoutAnyVisitor() {
        world.requestsPerSecond = 0;
        assertEquals(
                Stage.PROMOTED,
                Releases.walk(world, Releases.begun(world, Releases.TOPPED_UP)).stage());
    }

    @Test
    void whoHasEnoughVisitorsReplaysNothing() {
        State end = Releases.walk(world, Releases.begun(world, Releases.TOPPED_UP));
        assertEquals(Stage.PROMOTED, end.stage());
        assertEquals(0, world.topUps);
    }

    @Test
    void aCandidateThatFailsWhatIsReplayedIsRolledBack() {
        world.requestsPerSecond = 0;
        world.candidate().replayedErrorRate = 0.2;
        stopped(About.ERRORS, Releases.TOPPED_UP);
    }

    @Test
    void aCandidateThatIsSlowerInWhatIsReplayedIsRolledBack() {
        world.requestsPerSecond = 1;
        world.candidate().replayedSeconds =
                random -> 0.15 + world.current().seconds.applyAsDouble(random);
        stopped(About.REPLAYED_LATENCY, Releases.TOPPED_UP);
    }

    @Test
    void aProcessThatEndsWhileVisitsAreReplayedIsRolledBack() {
        world.requestsPerSecond = 0;
        Stepper stepper = Releases.begun(world, Releases.TOPPED_UP);
        Releases.until(world, stepper, 1);
        world.candidate().replayedSeconds = random -> {
            world.candidate().ended = 1;
            return 0.05;
        };
        State end = Releases.walk(world, stepper);
        assertEquals(Stage.ROLLED_BACK, end.stage());
        assertEquals(About.ENDS, worst(end).about());
    }

    @Test
    void tooFewReplayedVisitsWaitForAPerson() {
        world.requestsPerSecond = 0;
        world.replayable = 0.2;
        State end = Releases.walk(world, Releases.begun(world, Releases.TOPPED_UP));
        assertEquals(WaitsFor.REQUESTS, end.position().waitsFor());
        assertTrue(
                end.position()
                        .reason()
                        .contains("there were 40 of the candidate, 80 of the current one. Of these, 40 and 80"),
                end.position().reason());
        assertEquals(1, world.topUps);
        assertTrue(Duration.between(end.window().began(), world.now).compareTo(Releases.PLAN.deadline()) >= 0);
    }

    @Test
    void whereTheRecordingIsNotVisitorsAreWaitedFor() {
        world.requestsPerSecond = 0;
        world.hasRecording = false;
        State end = Releases.walk(world, Releases.begun(world, Releases.TOPPED_UP));
        assertEquals(WaitsFor.REQUESTS, end.position().waitsFor());
        assertEquals(null, end.window().topUp());
    }

    /** Of who has the recording nobody knows whether they still play it; at the deadline nobody waits for that. */
    @Test
    void whoDiesWithTheRecordingIsWaitedForUntilTheDeadline() {
        world.requestsPerSecond = 0;
        Stepper stepper = Releases.begun(world, Releases.TOPPED_UP);
        Releases.until(world, stepper, 1);
        world.pass(Releases.PLAN.window());
        world.dies = true;
        assertThrows(World.Killed.class, stepper::step);
        world.dies = false;
        world.hasRecording = false;
        world.requestsPerSecond = 100;
        State end = Releases.walk(world, stepper);
        assertEquals(WaitsFor.REQUESTS, end.position().waitsFor());
        world.candidate().errorRate = 1;
        world.pass(Duration.ofMinutes(1));
        assertEquals(Stage.ROLLED_BACK, stepper.step().stage(), "visitors are counted again");
    }

    @Test
    void whatCannotBePlayedIsToldBeforeItBegins() {
        world.wrong = "a.jsonl has no visits.";
        assertThrows(IllegalArgumentException.class, () -> Releases.begun(world, Releases.TOPPED_UP));
        assertFalse(world.read().isPresent());
    }

    private static Replayed differing(int visits, int differing) {
        Difference difference =
                Difference.judge("GET /api/home due", Difference.Kind.GONE, visits, 0, differing, null, null);
        return Replayed.judge(Instant.EPOCH, visits, 0, null, 100, 0, List.of(difference));
    }

    private static Plan held() {
        return Releases.plan("hold: true");
    }

    private State stopped(About about) {
        return stopped(about, Releases.PLAN);
    }

    private State stopped(About about, Plan plan) {
        State end = Releases.walk(world, Releases.begun(world, plan));
        assertEquals(Stage.ROLLED_BACK, end.stage());
        assertEquals(about, worst(end).about());
        assertTrue(
                end.position().reason().contains(worst(end).said()),
                end.position().reason());
        assertEquals(100, world.split().of(World.CURRENT));
        return end;
    }

    private static Judgement worst(State state) {
        return state.judgements().stream()
                .filter(judgement -> judgement.verdict() == Verdict.WORSE)
                .findFirst()
                .orElseThrow();
    }

    private List<Integer> shares() {
        return world.splits.stream().map(split -> split.of(World.CANDIDATE)).toList();
    }
}
