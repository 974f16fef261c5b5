package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.kit.test.LogLines;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asks this service without the right, or with a token that is not or no more good, is in the security log. */
@QuarkusTest
class RefusalLogTest {

    private LogLines log;

    @BeforeEach
    void listen() {
        log = new LogLines(LogLines.SECURITY);
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void tellsWhoHasNotTheRoleOfUsers() {
        String token = Person.claims("ann").groups("visitor").sign();
        JsonObject line = toldOf("right-missing", token, 403, "203.0.113.7");
        assertEquals("ann", line.getString("user"));
        assertEquals("a session", line.getString("session"));
        assertEquals("203.0.113.7", line.getString("source"));
        assertFalse(line.encode().contains(token), line.encode());
    }

    @Test
    void tellsOfASessionThatIsOver() {
        String session = UUID.randomUUID().toString();
        Database.run("insert into ended_session values ('" + session + "', now() + interval '1 minute')");
        String token = Person.claims("ann").claim("sid", session).sign();
        assertFalse(toldOf("token-refused", token, 401, "203.0.113.7").encode().contains(token));
    }

    /** Whoever gets past the gateway says where they come from; that is one value in one line all the same. */
    @Test
    void takesNoWordOfACallerForALineOfItsOwn() {
        String source = "1\",\"user\":\"bob\"}\\n{\"a\":\"";
        JsonObject line = toldOf("token-refused", "made.up.token", 401, source);
        assertEquals(source, line.getString("source"));
        assertFalse(line.containsKey("user"), line.encode());
    }

    @Test
    void saysNothingOfAStranger() {
        given().get("/todos").then().statusCode(401);
        assertEquals(List.of(), log.texts().toList());
    }

    /** There is one line in a second, which may have been another test's. */
    private JsonObject toldOf(String event, String token, int status, String source) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < end) {
            int answer = given().auth()
                    .oauth2(token)
                    .header("X-Todolist-Source", source)
                    .get("/todos")
                    .statusCode();
            // The copy of the ended sessions may be older than this one.
            assertTrue(answer == status || answer == 200, "status " + answer);
            for (String line : log.texts().toList()) {
                JsonObject told = new JsonObject(line);
                if (event.equals(told.getString("event")) && source.equals(told.getString("source"))) {
                    return told;
                }
            }
        }
        throw new AssertionError("Not told: " + event);
    }
}
