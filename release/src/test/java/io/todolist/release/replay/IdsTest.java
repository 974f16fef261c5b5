package io.todolist.release.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.release.walk.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final String THEN = "00000000-0000-4000-8000-000000000001";
    private static final String NOW = "aaaaaaaa-0000-4000-8000-000000000000";
    private static final String OTHER = "bbbbbbbb-0000-4000-8000-000000000000";

    private final Ids ids = new Ids();

    @Test
    void whatWasAnsweredStandsForWhatWasRecorded() throws IOException {
        learn("{'id':'%s','next':'cursor-12'}".formatted(THEN), "{'id':'%s','next':'eyJ4'}".formatted(NOW));
        assertEquals("/api/todos/" + NOW + "/move", ids.own("/api/todos/" + THEN + "/move"));
        assertEquals("eyJ4", ids.own("cursor-12"));
        assertEquals(json("{'ids':['%s']}".formatted(NOW)), ids.own(json("{'ids':['%s']}".formatted(THEN))));
        assertEquals("cursor-99", ids.own("cursor-99"));
        assertEquals(OTHER, ids.own(OTHER));
    }

    @Test
    void aListTeachesNoIdsBecauseItsOrderMayBeWrong() throws IOException {
        learn("{'items':[{'id':'%s'}]}".formatted(THEN), "{'items':[{'id':'%s'}]}".formatted(OTHER));
        assertEquals(THEN, ids.own(THEN));
    }

    @Test
    void anIdOfTheVisitHasTheSameNameInEachAccountAndAnyOtherIsANewOne() throws IOException {
        learn("{'id':'%s'}".formatted(THEN), "{'id':'%s'}".formatted(NOW));
        assertEquals("/api/todos/id 00000001", ids.named("/api/todos/" + NOW));
        assertEquals("unknown id 1", ids.named(OTHER));
        assertEquals("unknown id 2", ids.named(THEN));
        assertEquals("unknown id 1", ids.named(OTHER));
    }

    @Test
    void aVersionThatWasKnownIsTheOneThatIsKnownHere() throws IOException {
        learn("{'id':'%s','version':7}".formatted(THEN), "{'id':'%s','version':1}".formatted(NOW));
        String path = "/api/todos/" + THEN;
        assertEquals("\"1\"", ids.ownVersion("\"7\"", path));
        assertEquals("\"0\"", ids.ownVersion("\"6\"", path));
        assertEquals("*", ids.ownVersion("*", path));
        assertEquals("\"3\"", ids.ownVersion("\"3\"", "/api/me"));
    }

    private void learn(String recorded, String answer) throws IOException {
        ids.learn(json(recorded), json(answer));
    }

    private static JsonNode json(String text) throws IOException {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
