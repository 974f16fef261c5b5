package io.todolist.rule;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Row;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has happened to a todo: what changed, when, by which device. */
@QuarkusTest
class HistoryTest {
    private final Person ann = new Person();

    @Test
    void itTellsWhatHasHappenedTheLatestFirst() {
        String milk = ann.added("Milk");
        ann.patch(milk, Map.of("name", "Oat milk")).statusCode(200);
        ann.patch(milk, Map.of("status", "DONE", "due", "2030-01-02")).statusCode(200);
        ann.delete(milk).statusCode(204);
        ann.request().post("/todos/{id}/restore", milk).then().statusCode(200);
        history(milk)
                .body("items.what", contains("RESTORED", "DELETED", "CHANGED", "CHANGED", "CREATED"))
                .body("items[2].status", equalTo(Map.of("from", "IN_PROGRESS", "to", "DONE")))
                .body("items[2].due.from", nullValue())
                .body("items[2].due.to", equalTo("2030-01-02"))
                .body("items[2].name", nullValue())
                .body("items[2].description", equalTo(false))
                .body("items[3].name", equalTo(Map.of("from", "Milk", "to", "Oat milk")))
                .body("items[3].status", nullValue())
                .body("items[3].due", nullValue())
                .body("next", nullValue());
    }

    @Test
    void anEntryIsOfTheTimeOfItsChange() {
        String id = ann.added("Milk");
        String changed = ann.patch(id, Map.of("name", "Bread")).extract().path("updatedAt");
        assertEquals(changed, history(id).extract().path("items[0].at"));
    }

    /** It may be long, and both would be kept: what stands there now can be read in the todo. */
    @Test
    void ofADescriptionItIsToldThatItChanged() {
        String id = ann.added(Map.of("name", "Milk", "description", "skimmed"));
        ann.patch(id, Map.of("description", "whole")).statusCode(200);
        history(id).body("items[0].description", equalTo(true)).body("items[0].name", nullValue());
        assertEquals(
                0,
                Database.run("select from event where owner = $1 and payload::text ~ 'whole'", ann.id)
                        .size());
    }

    @Test
    void aDueDayThatIsTakenAwayIsToldToo() {
        String id = ann.added(Map.of("name", "Milk", "due", "2030-01-02"));
        ann.patch(id, Collections.singletonMap("due", null)).statusCode(200);
        history(id).body("items[0].due.from", equalTo("2030-01-02")).body("items[0].due.to", nullValue());
    }

    @Test
    void whatChangesNothingAndMovesAreNotInIt() {
        String id = ann.added("Milk");
        String other = ann.added("Bread");
        ann.patch(id, Map.of("name", "Milk")).statusCode(200);
        ann.with("a key")
                .body(Map.of("status", "IN_PROGRESS"))
                .patch("/todos/{id}", id)
                .then()
                .statusCode(200);
        ann.request()
                .body(Map.of("before", other))
                .post("/todos/{id}/move", id)
                .then()
                .statusCode(200);
        ann.request()
                .header("If-Match", "\"99\"")
                .body(Map.of("name", "x"))
                .patch("/todos/{id}", id)
                .then()
                .statusCode(412);
        history(id).body("items.what", contains("CREATED"));
    }

    @Test
    void aRepetitionIsNotToldTwice() {
        String id = ann.with("k")
                .body(Map.of("name", "Milk"))
                .post("/todos")
                .then()
                .extract()
                .path("id");
        ann.with("k").body(Map.of("name", "Milk")).post("/todos").then().statusCode(201);
        for (int i = 0; i < 2; i++) {
            ann.with("c")
                    .body(Map.of("name", "Bread"))
                    .patch("/todos/{id}", id)
                    .then()
                    .statusCode(200);
        }
        history(id).body("items.what", contains("CHANGED", "CREATED"));
    }

    @Test
    void itNamesTheDeviceThatAChangeCameFrom() {
        String id = by("Laptop/1")
                .body(Map.of("name", "Milk"))
                .post("/todos")
                .then()
                .extract()
                .path("id");
        by("Phone/2 " + "x".repeat(300))
                .body(Map.of("name", "Bread"))
                .patch("/todos/{id}", id)
                .then()
                .statusCode(200);
        by("").body(Map.of("status", "DONE")).patch("/todos/{id}", id).then().statusCode(200);
        by("书桌").body(Map.of("ids", List.of(id))).post("/todos/delete").then().statusCode(200);
        List<String> devices = history(id).extract().path("items.device");
        assertEquals(null, devices.get(1));
        assertEquals(("Phone/2 " + "x".repeat(300)).substring(0, 256), devices.get(2));
        assertEquals("Laptop/1", devices.get(3));
    }

    /** There is no NUL in PostgreSQL. */
    @Test
    void whatIsNoNameOfADeviceIsNoFailure() throws Exception {
        String id = ann.added("Milk");
        String request = ann.patchAsText(id).replace("Host:", "Connection: close\r\nUser-Agent: a\0b\r\nHost:");
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    /** They share connections. */
    @Test
    void nobodyIsTakenForSomebodyElsesDevice() throws Exception {
        List<Map<String, String>> told = Together.run(60, i -> {
            String device = "Device/" + i;
            String id = by(device)
                    .body(Map.of("name", "todo " + i))
                    .post("/todos")
                    .then()
                    .extract()
                    .path("id");
            if (i % 2 == 0) {
                by("").body(Map.of("name", "changed"))
                        .patch("/todos/{id}", id)
                        .then()
                        .statusCode(200);
            }
            return Map.of("id", id, "device", device);
        });
        for (Map<String, String> each : told) {
            JsonPath history = history(each.get("id")).extract().jsonPath();
            List<String> expected = new ArrayList<>();
            if (history.getList("items").size() == 2) {
                expected.add(null);
            }
            expected.add(each.get("device"));
            assertEquals(expected, history.getList("items.device"));
        }
    }

    @Test
    void manyAtOnceHaveAnEntryEach() {
        List<String> ids =
                IntStream.range(0, 50).mapToObj(i -> ann.added("todo " + i)).toList();
        by("Laptop/1")
                .body(Map.of("ids", ids, "status", "PAUSED"))
                .post("/todos/status")
                .then()
                .statusCode(200);
        by("Laptop/1").body(Map.of("ids", ids)).post("/todos/delete").then().statusCode(200);
        by("Laptop/1").body(Map.of("ids", ids)).post("/todos/restore").then().statusCode(200);
        for (String id : ids) {
            history(id)
                    .body("items.what", contains("RESTORED", "DELETED", "CHANGED", "CREATED"))
                    .body("items[0].device", equalTo("Laptop/1"))
                    .body("items[2].status.to", equalTo("PAUSED"));
        }
    }

    @Test
    void oneInTheBinHasItsHistory() {
        String id = ann.added("Milk");
        ann.delete(id).statusCode(204);
        history(id).body("items.what", contains("DELETED", "CREATED"));
        Database.run("update todo set deleted_at = now() - interval '31 days' where id = $1", UUID.fromString(id));
        get(id, "").statusCode(404);
    }

    @Test
    void somebodyElsesAndAnUnknownOneAre404() {
        String id = new Person().added("Milk");
        get(id, "").statusCode(404).contentType("application/problem+json");
        get(UUID.randomUUID().toString(), "").statusCode(404);
    }

    @Test
    void itIsReadPageByPage() {
        String id = ann.added("0");
        for (int i = 1; i <= 6; i++) {
            ann.patch(id, Map.of("name", String.valueOf(i))).statusCode(200);
        }
        List<String> names = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            JsonPath page =
                    get(id, "?size=3&after=" + next).statusCode(200).extract().jsonPath();
            names.addAll(page.getList("items.name.to"));
            next = page.getString("next");
            pages++;
            // What comes in front of it meanwhile moves nothing.
            ann.patch(id, Map.of("name", "later " + pages)).statusCode(200);
        } while (next != null);
        assertEquals(3, pages);
        assertEquals(List.of("6", "5", "4", "3", "2", "1"), names);
    }

    @ParameterizedTest
    @CsvSource({"size, 0", "size, 101", "size, x", "after, x", "after, 99999999999999999999", "after, 1.5"})
    void whatIsNoPageIs400(String parameter, String value) {
        get(ann.added("Milk"), "?" + parameter + "=" + value)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", equalTo(parameter));
    }

    /** Of two that wait for each other, the one that came later is told later. */
    @Test
    void changesAtOnceAreInTheOrderInWhichTheyTookEffect() throws Exception {
        String id = ann.added("start");
        Together.run(30, i -> ann.patch(id, Map.of("name", "name " + i)).statusCode(200));
        List<Map<String, String>> names = get(id, "?size=100").extract().path("items.name");
        assertEquals(31, names.size());
        for (int i = 0; i < 29; i++) {
            assertEquals(names.get(i + 1).get("to"), names.get(i).get("from"));
        }
        ann.get(id).body("name", equalTo(names.get(0).get("to")));
    }

    @Test
    void whatIsErasedLeavesNone() {
        String kept = new Person().added("another's");
        ann.delete(ann.added("in the bin")).statusCode(204);
        ann.patch(ann.added("mine"), Map.of("name", "changed")).statusCode(200);
        ann.request().delete("/todos").then().statusCode(204);
        assertEquals(0, eventsOf("owner = $1", ann.id));
        assertEquals(1, eventsOf("aggregateid = $1", kept));
    }

    @Test
    void whatGoesFromTheBinForGoodTakesItsHistoryAlong() {
        String id = ann.added("Milk");
        ann.delete(id).statusCode(204);
        Database.run("update todo set deleted_at = now() - interval '31 days' where id = $1", UUID.fromString(id));
        Database.await("select where not exists (select from event where aggregateid = $1)", id);
    }

    /** The bin's batches are of many owners. */
    @Test
    void todosOfSeveralOwnersThatGoAtOnceTakeTheirsAlong() {
        Person bob = new Person();
        String mine = ann.added("mine");
        String his = bob.added("his");
        String kept = bob.added("kept");
        Database.run("delete from todo where id in ($1, $2)", UUID.fromString(mine), UUID.fromString(his));
        assertEquals(0, eventsOf("owner = $1", ann.id));
        assertEquals(1, eventsOf("owner = $1", bob.id));
        assertEquals(1, eventsOf("aggregateid = $1", kept));
    }

    @Test
    void entriesGoAfterThirtyDays() {
        String id = ann.added("Milk");
        ann.patch(id, Map.of("name", "Bread")).statusCode(200);
        ann.patch(id, Map.of("name", "Butter")).statusCode(200);
        // The first ones of the table, as old ones are.
        Database.run(
                "update event set transaction = '3', created_at = now() - interval '31 days' where aggregateid = $1"
                        + " and coalesce(payload -> 'name' ->> 'to', '') <> 'Butter'",
                id);
        Database.await("select where (select count(*) from event where aggregateid = $1) = 1", id);
        history(id).body("items", hasSize(1)).body("items[0].name.to", equalTo("Butter"));
    }

    /** Where a service has come to that reads them may be there. */
    @Test
    void theLastEventForOthersStays() {
        String sql =
                """
                insert into event (transaction, id, owner, aggregatetype, aggregateid, type, payload, created_at)
                values ($2::text::xid8, gen_random_uuid(), $1, 'account', $1, 'io.todolist.test', '{}', now() - interval '31 days')""";
        Database.run("delete from event where aggregatetype = 'account'");
        Database.run(sql, ann.id, "4");
        Database.run(sql, ann.id, "5");
        Database.await("select where not exists (select from event where owner = $1 and transaction = '4')", ann.id);
        String id = ann.added("Milk");
        Database.run(
                "update event set transaction = '6', created_at = now() - interval '31 days' where aggregateid = $1",
                id);
        Database.await("select where not exists (select from event where aggregateid = $1)", id);
        assertEquals(1, eventsOf("owner = $1", ann.id));
        Database.run("delete from event where owner = $1", ann.id);
    }

    /** Whether it is too long is looked at in one of ten changes of 1,000, and at most 20,000 go then. */
    @Test
    void ofAnOwnerTheLatestTenThousandStay() {
        Database.run(
                "insert into todo select gen_random_uuid(), $1, 'todo', '', 1, null, i, now(), now(), null, null, 0"
                        + " from generate_series(1, 1000) i",
                ann.id);
        List<UUID> ids = new ArrayList<>();
        Database.run("select id from todo where owner = $1", ann.id).forEach(row -> ids.add(row.getUUID(0)));
        long written = ids.size();
        String status;
        do {
            status = written % 2000 == 0 ? "IN_PROGRESS" : "DONE";
            ann.request()
                    .body(Map.of("ids", ids, "status", status))
                    .post("/todos/status")
                    .then()
                    .statusCode(200);
            written += ids.size();
            assertTrue(written < 400_000, "too much is kept");
        } while (written <= 10_000 || eventsOf("owner = $1", ann.id) > 10_000);
        assertEquals(10_000, eventsOf("owner = $1", ann.id));
        history(ids.get(0).toString()).body("items", hasSize(10)).body("items[0].status.to", equalTo(status));
    }

    /** As the version before does it, whose statements say nothing of a device. */
    @Test
    void changesOfTheVersionBeforeAreInItWithoutADevice() {
        String id = ann.added("Milk");
        Database.run("update todo set name = 'Bread' where id = $1", UUID.fromString(id));
        history(id).body("items[0].name.to", equalTo("Bread")).body("items[0].device", nullValue());
    }

    /** RFC 9562, 5.7. */
    @Test
    void anEventsIdBeginsWithItsTime() {
        long before = System.currentTimeMillis();
        IntStream.range(0, 20).forEach(i -> ann.added("todo " + i));
        long after = System.currentTimeMillis();
        List<UUID> ids = StreamSupport.stream(
                        Database.run("select id from event where owner = $1 order by position", ann.id)
                                .spliterator(),
                        false)
                .map((Row row) -> row.getUUID(0))
                .toList();
        assertEquals(20, ids.stream().distinct().count());
        assertEquals(
                ids.stream().map(UUID::toString).sorted().toList(),
                ids.stream().map(UUID::toString).toList());
        for (UUID id : ids) {
            assertEquals(7, id.version());
            assertEquals(2, id.variant());
            long time = id.getMostSignificantBits() >>> 16;
            assertTrue(before <= time && time <= after, () -> before + " <= " + time + " <= " + after);
        }
    }

    @Test
    void aTodoFromBeforeThereWasAHistoryHasNone() {
        String id = ann.added("Milk");
        Database.run("delete from event where aggregateid = $1", id);
        history(id).body("items", empty()).body("next", nullValue());
    }

    private ValidatableResponse history(String id) {
        return get(id, "").statusCode(200);
    }

    private ValidatableResponse get(String id, String query) {
        return ann.request().get("/todos/" + id + "/history" + query).then();
    }

    private RequestSpecification by(String device) {
        return ann.request().header("User-Agent", device);
    }

    private static long eventsOf(String where, String value) {
        return Database.run("select count(*) from event where " + where, value)
                .iterator()
                .next()
                .getLong(0);
    }
}
