package io.todolist.release.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    @Test
    void whatIsLeftOutHasADefault() throws IOException {
        Plan plan = Json.YAML.readValue("service: todo\nwindow: 2m\n", Plan.class);
        assertEquals(List.of(1, 5, 25, 50, 100), plan.steps());
        assertEquals(Duration.ofMinutes(12), plan.deadline());
        assertEquals(100, plan.needed());
        assertTrue(plan.power() > 0.95 && plan.power() <= 1, "" + plan.power());
    }

    @Test
    void aSmallerErrorRateNeedsMoreRequests() throws IOException {
        assertEquals(
                500,
                Json.YAML
                        .readValue("service: todo\nsmallestErrorRate: 0.01\n", Plan.class)
                        .needed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service: ''",
                "steps: [100]",
                "service: todo\nsteps: []",
                "service: todo\nsteps: [0, 100]",
                "service: todo\nsteps: [5, 5, 100]",
                "service: todo\nsteps: [50, 25, 100]",
                "service: todo\nsteps: [1, 50]",
                "service: todo\nsteps: [50, 101]",
                "service: todo\nwindow: 0s",
                "service: todo\nwindow: 2m\ndeadline: 1m",
                "service: todo\nsmallestErrorRate: 0",
                "service: todo\nsmallestErrorRate: 5",
                "service: todo\nslower: 0.9",
                "service: todo\nstarts: 3",
                "service: todo\nstarts: 101",
                "service: todo\nslowerStart: 0.9",
                "service: todo\nstartLimit: 0s",
                "service: todo\nreplay: {}",
                "service: todo\nreplay: {recording: a, speed: 0}",
                "service: todo\nreplay: {recording: a, longestPause: -1s}",
                "service: todo\nreplay: {recording: a, visits: 0}",
                "service: todo\nreplay: {recording: a, atOnce: 101}",
                "service: todo\nreplay: {recording: a, current: {url: nowhere}}",
                "service: todo\nreplay: {recording: a, current: {url: 'http://a', via: b}}",
                "service: todo\ntopUp: {}",
                "service: todo\ntopUp: {recording: a, throwaway: b}",
                "service: todo\nwindow: 1m\ndeadline: 1m\ntopUp: {recording: a}",
                "service: todo\nprometheus: {url: nowhere}",
                "service: todo\naccept: [{path: a, reason: b}]",
                "service: todo\naccept: [{path: a, until: 2026-12-31}]"
            })
    void aPlanThatCannotBeMeantIsRefused(String yaml) {
        assertThrows(JsonMappingException.class, () -> Json.YAML.readValue(yaml, Plan.class));
    }

    @Test
    void whatAReplayLeavesOutHasADefault() throws IOException {
        Replay replay = Json.YAML
                .readValue("service: todo\nreplay: {recording: a.jsonl}", Plan.class)
                .replay();
        assertEquals(new Replay("a.jsonl", 1.0, Duration.ofSeconds(5), 10, 4, null, null, null), replay);
    }

    @Test
    void aSplitMakesOneHundred() {
        assertThrows(IllegalArgumentException.class, () -> new Split(Map.of("v1", 99)));
        assertThrows(IllegalArgumentException.class, () -> new Split(Map.of("v1", 150, "v2", -50)));
        assertThrows(IllegalArgumentException.class, () -> new Split(Map.of()));
    }

    @Test
    void aStateOfAnotherFormatIsNotGuessed() throws IOException {
        State state = Releases.begun(new World(1), Releases.PLAN).step();
        String later = Json.MAPPER.writeValueAsString(state).replace("\"format\":1", "\"format\":2");
        assertThrows(ValueInstantiationException.class, () -> Json.MAPPER.readValue(later, State.class));
    }
}
