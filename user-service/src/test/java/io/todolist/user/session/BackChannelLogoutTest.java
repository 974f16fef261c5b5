package io.todolist.user.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.todolist.user.Database;
import io.todolist.user.Person;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who takes access tokens is told which sessions have ended, until it has heard it. */
@QuarkusTest
@TestProfile(BackChannelLogoutTest.Told.class)
class BackChannelLogoutTest {
    private static final int PORT = 15486;

    public static class Told implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.backchannel-logout.uri",
                    "http://localhost:" + PORT + "/told",
                    "todolist.backchannel-logout.timeout",
                    "2s");
        }
    }

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicBoolean stopsInTheMiddle = new AtomicBoolean();
    private HttpServer ear;

    @BeforeEach
    void listen() throws IOException {
        // What other tests have left.
        Database.update("delete from ended_session");
        ear = HttpServer.create(new InetSocketAddress("localhost", PORT), 0);
        ear.createContext("/told", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (stopsInTheMiddle.getAndSet(false)) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                return;
            }
            boolean refuse = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (!refuse) {
                heard.add(form);
            }
            exchange.sendResponseHeaders(refuse ? 503 : 200, -1);
            exchange.close();
        });
        ear.start();
    }

    @AfterEach
    void stop() {
        ear.stop(0);
    }

    @Test
    void anEndIsToldByALogoutToken() {
        Person ann = Person.registered();
        JsonPath session = ann.signIn();
        signOut(session);
        JsonObject token = told(idOf(session));
        assertEquals(session.getString("user.id"), token.getString("sub"));
        assertEquals("rule-service", token.getString("aud"));
        assertEquals("todolist", token.getString("iss"));
        assertTrue(token.getJsonObject("events").containsKey("http://schemas.openid.net/event/backchannel-logout"));
        assertNull(token.getValue("groups"));
        assertTrue(token.getLong("exp") - token.getLong("iat") <= 120);
        // Of type logout+jwt (OpenID Connect Back-Channel Logout 1.0, 2.4).
        assertEquals("logout+jwt", part(0, heard.get(0)).getString("typ"));
    }

    @Test
    void itIsToldAgainUntilItIsHeardAndThenNoMore() {
        refusals.set(2);
        JsonPath session = Person.registered().signIn();
        signOut(session);
        told(idOf(session));
        awaitRow("select 1 from ended_session where told and session = $1", idOf(session));
        JsonPath another = Person.registered().signIn();
        signOut(another);
        told(idOf(another));
        assertEquals(2, heard.size(), heard::toString);
    }

    /** The connection stays, and nothing comes any more. */
    @Test
    void itIsToldAgainWhereAnAnswerStopsInTheMiddle() {
        stopsInTheMiddle.set(true);
        JsonPath session = Person.registered().signIn();
        signOut(session);
        told(idOf(session));
    }

    /** By then the gateway has erased their todos with the last token. */
    @Test
    void thatOfADeletedAccountIsToldALittleLater() {
        Person ann = Person.registered();
        JsonPath session = ann.signIn();
        Person.as(session.getString("accessToken"))
                .contentType("application/json")
                .body(Map.of("password", ann.password()))
                .delete("/me")
                .then()
                .statusCode(204);
        JsonPath another = Person.registered().signIn();
        signOut(another);
        told(idOf(another));
        assertEquals(1, heard.size(), heard::toString);
        Database.update(
                "update ended_session set ended_at = now() - interval '21 seconds' where session = $1", idOf(session));
        told(idOf(session));
    }

    private static void signOut(JsonPath session) {
        Person.json(Map.of("refreshToken", session.getString("refreshToken")))
                .post("/sessions/logout")
                .then()
                .statusCode(204);
    }

    private static String idOf(JsonPath session) {
        return RefreshToken.parse(session.getString("refreshToken"))
                .orElseThrow()
                .session();
    }

    private JsonObject told(String session) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < end) {
            for (String form : heard) {
                assertTrue(form.startsWith("logout_token="), form);
                JsonObject claims = part(1, form);
                if (session.equals(claims.getString("sid"))) {
                    return claims;
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("Not told: " + session);
    }

    /** Of the token: 0 is its header, 1 are its claims. */
    private static JsonObject part(int number, String form) {
        String token = form.substring("logout_token=".length());
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[number]), UTF_8));
    }

    private static void awaitRow(String sql, String value) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (Database.POOL
                        .preparedQuery(sql)
                        .executeAndAwait(io.vertx.mutiny.sqlclient.Tuple.of(value))
                        .size()
                == 0) {
            assertTrue(System.nanoTime() < end, "There is still no row: " + sql);
        }
    }
}
