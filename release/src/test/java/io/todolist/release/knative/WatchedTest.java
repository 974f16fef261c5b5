package io.todolist.release.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.todolist.release.judge.Traffic;
import io.todolist.release.walk.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WatchedTest {
    private static final Instant MORNING = Instant.parse("2026-01-01T08:00:00Z");

    private Instant now = MORNING;
    private Watched watched = Watched.NOTHING;

    @Test
    void eachPodOfTheIngressHasItsPart() {
        look(Map.of("a", said(10, 1), "b", said(5, 0)));
        look(Map.of("a", said(12, 2), "b", said(9, 0)));
        assertCounted(21, 2);
    }

    @Test
    void whatAPodHadCountedStaysWhenItGoes() {
        look(Map.of("a", said(10, 1), "b", said(5, 0)));
        look(Map.of("b", said(6, 0)));
        assertCounted(16, 1);
    }

    @Test
    void aPodThatStartsAgainBeginsAnew() {
        look(Map.of("a/0", said(10, 1)));
        look(Map.of("a/1", said(11, 3)));
        assertCounted(21, 4);
    }

    @Test
    void aPodThatBeganAnewToCountAVersionIsAdded() {
        look(Map.of("a", said(10, 1)));
        look(Map.of("a", said(4, 1)));
        assertCounted(14, 2);
    }

    @Test
    void aPodThatCannotBeAskedForAWhileIsCountedOnce() {
        look(Map.of("a", said(10, 1)));
        watched = watched.look(now, Map.of(), Set.of("a"), List.of());
        look(Map.of("a", said(12, 1)));
        assertCounted(12, 1);
    }

    @Test
    void slowAnswersAreColdOnlyWhileAPodIsMade() {
        look(Map.of("a", slow(0)));
        Watched.Pod pod = new Watched.Pod("p", "page-v1", now.plusSeconds(30), 0);
        look(Map.of("a", slow(3)), pod);
        assertEquals(3, traffic().cold());
        look(Map.of("a", slow(5)), pod);
        assertEquals(3, traffic().cold());
        assertEquals(2, traffic().warm().count());
        assertEquals(5, traffic().requests());
    }

    @Test
    void aProcessThatEndsIsCountedAlsoWhenItsPodGoes() {
        look(Map.of(), new Watched.Pod("p", "page-v1", now, 2));
        look(Map.of(), new Watched.Pod("p", "page-v1", now, 3), new Watched.Pod("q", "page-v1", now, 0));
        look(Map.of(), new Watched.Pod("q", "page-v1", now, 1));
        assertEquals(4, watched.version("page-v1", true).ended());
    }

    @Test
    void isTheSameWhenItWasStored() throws JsonProcessingException {
        look(Map.of("a", slow(3)), new Watched.Pod("p", "page-v1", now, 2));
        assertEquals(watched, Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(watched), Watched.class));
        assertTrue(traffic().requests() > 0);
    }

    private void look(Map<String, Map<String, Count>> said, Watched.Pod... pods) {
        now = now.plusSeconds(60);
        watched = watched.look(now, said, said.keySet(), List.of(pods));
    }

    private void assertCounted(long requests, long errors) {
        assertEquals(requests, traffic().requests());
        assertEquals(errors, traffic().errors());
    }

    private Traffic traffic() {
        return watched.version("page-v1", true).traffic();
    }

    private static Map<String, Count> said(long requests, long errors) {
        return Map.of("page-v1", new Count(requests, errors, 0, new TreeMap<>()));
    }

    private static Map<String, Count> slow(long requests) {
        return Map.of("page-v1", new Count(requests, 0, 0, new TreeMap<>(Map.of(500_000L, 0L, 1_000_000L, requests))));
    }
}
