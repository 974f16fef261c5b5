package io.todolist.release.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.judge.Difference;
import io.todolist.release.judge.Difference.Example;
import io.todolist.release.judge.Difference.Kind;
import io.todolist.release.judge.Replayed;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.Releases;
import io.todolist.release.walk.State;
import io.todolist.release.walk.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leaves its pages in target/reports, to be looked at. */
class ReportTest {
    private final World world = new World(1);

    @ParameterizedTest
    @EnumSource
    void eachFormSaysHowItEndedAndWhy(Report form) {
        world.candidate().seconds = random -> 0.08 + world.current().seconds.applyAsDouble(random);
        State state = Releases.walk(world);
        String text = form.of(state);
        assertTrue(text.contains("requests took at most") && text.contains("stopped below"), text);
    }

    @Test
    void theJsonIsTheWholeState() throws IOException {
        State state = Releases.walk(world);
        assertEquals(state, Json.MAPPER.readValue(Report.JSON.of(state), State.class));
    }

    @Test
    void aPromotionHasAllPictures() throws IOException {
        world.versions.values().forEach(version -> version.errorRate = 0.004);
        String page = Report.HTML.of(Releases.walk(world));
        keep("promoted", page);
        assertEquals(4, page.split("<svg ").length - 1);
    }

    @Test
    void aRollbackShowsWhatWasWorse() throws IOException {
        world.current().errorRate = 0.002;
        world.candidate().errorRate = 0.02;
        String page = Report.HTML.of(Releases.walk(world));
        keep("rolled-back", page);
        assertTrue(page.contains("class='candidate worse'"));
    }

    @Test
    void eachFormShowsWhatAReplayFound() throws IOException {
        String value = "<img src=x>|[a](b) \"面包\"";
        Example example = new Example("0123abcd", 7, value, "nothing");
        world.replayed = Replayed.judge(
                Instant.EPOCH,
                10,
                2,
                "there were no accounts",
                120,
                0,
                List.of(
                        Difference.judge("GET /api/home todos.items[].due", Kind.GONE, 10, 0, 10, null, example),
                        Difference.judge("GET /api/todos total", Kind.VALUE, 10, 3, 4, null, example),
                        Difference.judge("GET /api/todos items[]", Kind.ORDER, 10, 0, 10, "it is meant", example),
                        Difference.judge("POST /api/todos priority", Kind.ADDED, 10, 0, 10, null, example)));
        State state = Releases.walk(world, Releases.begun(world, Releases.REPLAYED));
        keep("replayed", Report.HTML.of(state));
        for (Report form : List.of(Report.HTML, Report.MARKDOWN)) {
            String text = form.of(state);
            String plain = text.replace("\\", "");
            assertFalse(text.contains("<img"), text);
            for (String said : List.of(
                    "GET /api/home todos.items[].due is gone",
                    "10 of 10",
                    "nothing (request 7 of visit 0123abcd)",
                    "accepted: it is meant",
                    "2 were not: there were no accounts")) {
                assertTrue(plain.contains(said), said + " in " + plain);
            }
        }
        assertEquals(state, Json.MAPPER.readValue(Report.JSON.of(state), State.class));
    }

    @Test
    void eachFormKeepsReplayedRequestsApartFromThoseOfVisitors() throws IOException {
        world.requestsPerSecond = 1;
        State state = Releases.walk(world, Releases.begun(world, Releases.TOPPED_UP));
        keep("topped-up", Report.HTML.of(state));
        for (Report form : List.of(Report.HTML, Report.MARKDOWN)) {
            String text = form.of(state);
            assertTrue(text.contains("; replayed: 0 % (0 % to "), text);
            assertTrue(text.contains("replayed requests, 95th percentile"), text);
            assertTrue(text.contains("visits of a.jsonl were replayed, with "), text);
        }
        assertEquals(state, Json.MAPPER.readValue(Report.JSON.of(state), State.class));
    }

    @Test
    void aReleaseThatHasJustBegunHasAReport() {
        State state = Releases.begun(world, Releases.PLAN).step();
        for (Report form : Report.values()) {
            assertTrue(form.of(state).contains("The release of v2 begins."));
        }
    }

    @Test
    void namesAreNoMarkup() throws IOException {
        String name = "<img src=x onerror=alert(1)>|'\"";
        State state = Json.MAPPER.readValue(
                Report.JSON.of(Releases.walk(world)).replace("\"v2\"", Json.MAPPER.writeValueAsString(name)),
                State.class);
        assertFalse(Report.HTML.of(state).contains("<img"));
        assertFalse(Report.MARKDOWN.of(state).contains("<img"));
    }

    private static void keep(String name, String page) throws IOException {
        Path folder = Path.of("target", "reports");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".html"), page);
    }
}
