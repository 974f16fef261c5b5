package io.todolist.release.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.release.judge.Difference;
import io.todolist.release.judge.Difference.Kind;
import io.todolist.release.judge.Difference.Verdict;
import io.todolist.release.judge.Judgement;
import io.todolist.release.judge.Replayed;
import io.todolist.release.walk.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {
    @TempDir
    Path folder;

    private Visit visit;
    private Tally tally = new Tally();

    @BeforeEach
    void visit() throws IOException {
        visit = Recording.read(List.of(Recorded.file(folder, 1))).visits().get(0);
    }

    @Test
    void whatAlsoDiffersBetweenTheCurrentVersionAndItselfIsNoise() {
        for (int i = 0; i < 10; i++) {
            play("{'total':%d}".formatted(i), "{'total':%d}".formatted(i + 1), "{'total':%d}".formatted(i + 2));
        }
        assertEquals(Verdict.NOISE, only().verdict());
        assertEquals(Judgement.Verdict.FINE, judged(10).verdict());
    }

    @Test
    void fiveVisitsSufficeAndFourAreTooFew() {
        for (int i = 1; i <= 5; i++) {
            play("{'a':1}", "{'a':1}", "{'a':2}");
            assertEquals(i < 5 ? Verdict.TOO_FEW : Verdict.WORSE, only().verdict(), i + " visits");
            assertEquals(
                    i < 5 ? Judgement.Verdict.TOO_FEW : Judgement.Verdict.WORSE,
                    judged(i).verdict(),
                    i + " visits");
        }
    }

    @Test
    void aRequestOfFewVisitsThatDiffersAsksAPerson() {
        play("{'a':1}", "{'a':1}", "{'a':2}");
        assertEquals(Judgement.Verdict.TOO_FEW, judged(50).verdict());
    }

    /** All say 401, say, and so the versions do not differ. */
    @Test
    void whereTheVisitorsWereAnsweredOtherwiseNothingIsSeen() {
        Answer refused = new Answer(401, Map.of(), null, 0);
        for (int i = 0; i < 10; i++) {
            tally.add(new Played(
                    visit, visit.exchanges().subList(0, 1), List.of(refused), List.of(refused), List.of(refused)));
        }
        assertEquals(Judgement.Verdict.TOO_FEW, judged(10).verdict());
    }

    @Test
    void eachKindIsNamed() {
        assertEquals(new Place("GET /api/home a", Kind.GONE), place("{'a':1}", "{}"));
        assertEquals(new Place("GET /api/home a", Kind.GONE), place("{'a':null}", "{}"));
        assertEquals(new Place("GET /api/home a", Kind.ADDED), place("{}", "{'a':1}"));
        assertEquals(new Place("GET /api/home a", Kind.VALUE), place("{'a':1}", "{'a':'1'}"));
        assertEquals(new Place("GET /api/home a[].b", Kind.VALUE), place("{'a':[{'b':1}]}", "{'a':[{'b':2}]}"));
        assertEquals(new Place("GET /api/home a[]", Kind.ITEMS), place("{'a':[1]}", "{'a':[1,2]}"));
        assertEquals(
                new Place("GET /api/home a[]", Kind.ORDER),
                place("{'a':[{'id':'1','b':1},{'id':'2','b':2}]}", "{'a':[{'id':'2','b':2},{'id':'1','b':1}]}"));
        assertEquals(
                new Place("GET /api/home a[]", Kind.ITEMS),
                place("{'a':[{'id':'1'},{'id':'1'}]}", "{'a':[{'id':'1'}]}"));
    }

    @Test
    void anOrderOfMembersAndWhatACursorSaysAreNoDifference() {
        Answer current = answer("{'a':1,'b':{'next':'x'}}");
        assertEquals(Map.of(), Comparison.of("GET /api/home", current, answer("{'b':{'next':'y'},'a':1}")));
        assertEquals(
                1,
                Comparison.of("GET /api/home", current, answer("{'b':{'next':null},'a':1}"))
                        .size());
    }

    @Test
    void whereTheStatusIsAnotherOneNothingElseIsCompared() {
        Answer none = new Answer(null, Map.of(), null, 0);
        assertEquals(
                Map.of(new Place("GET /api/home status", Kind.VALUE), new Comparison.Values("200", "no answer")),
                Comparison.of("GET /api/home", answer("{'a':1}"), none));
        assertEquals(Map.of(), Comparison.of("GET /api/home", none, none));
    }

    /** The first two of each account may have waited for a start. */
    @Test
    void allThatWasAnsweredIsCountedByVersion() {
        Answer good = new Answer(200, Map.of(), null, 1_000_000);
        Answer bad = new Answer(500, Map.of(), null, 1_000_000);
        Answer none = new Answer(null, Map.of(), null, 60_000_000);
        List<Exchange> three = Collections.nCopies(3, visit.exchanges().get(0));
        tally.add(new Played(visit, three, List.of(good, good, good), List.of(good, good, bad), List.of(good, none)));
        assertEquals(6, tally.current().requests());
        assertEquals(1, tally.current().errors());
        assertEquals(4, tally.current().cold());
        assertEquals(2, tally.current().warm().count());
        assertEquals(2, tally.candidate().requests());
        assertEquals(1, tally.candidate().errors());
    }

    /** Each answer has a field that is another one in a third of all answers, and the versions are the same. */
    @Test
    void aVersionBesideItselfIsStoppedInOneOfAHundredReplaysAtMost() {
        Random random = new Random(1);
        int alarms = 0;
        int replays = 1000;
        for (int i = 0; i < replays; i++) {
            tally = new Tally();
            for (int visits = 0; visits < 20; visits++) {
                play(noisy(random), noisy(random), noisy(random));
            }
            alarms += judged(20).verdict() == Judgement.Verdict.FINE ? 0 : 1;
        }
        assertTrue(alarms <= replays / 100, alarms + " alarms");
    }

    private static String noisy(Random random) {
        return "{'a':%d}".formatted(random.nextInt(3) / 2);
    }

    private void play(String current, String again, String candidate) {
        tally.add(new Played(
                visit,
                visit.exchanges().subList(0, 1),
                List.of(answer(current)),
                List.of(answer(again)),
                List.of(answer(candidate))));
    }

    private Difference only() {
        List<Difference> differences = tally.differences(List.of(), LocalDate.EPOCH);
        assertEquals(1, differences.size());
        return differences.get(0);
    }

    private Replayed judged(int visits) {
        return Replayed.judge(
                Instant.EPOCH,
                visits,
                0,
                null,
                tally.requests(),
                tally.unlike(),
                tally.differences(List.of(), LocalDate.EPOCH));
    }

    private static Place place(String current, String candidate) {
        Map<Place, Comparison.Values> found = Comparison.of("GET /api/home", answer(current), answer(candidate));
        assertEquals(1, found.size(), found::toString);
        return found.keySet().iterator().next();
    }

    private static Answer answer(String body) {
        return new Answer(200, Map.of(), json(body), 0);
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
