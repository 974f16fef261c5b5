package io.todolist.rule;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.ValidatableResponse;
import io.todolist.kit.test.EventFeed;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** In the place of user-service. */
final class FeedDouble extends EventFeed {
    FeedDouble() {
        // As in application.properties.
        super(15483, "user-service");
    }

    JsonObject deleted(String account) {
        return happened("io.todolist.account.deleted.v1", account);
    }

    JsonObject settings(String account, boolean morningMail, String timeZone, Instant time) {
        JsonObject event = happened("io.todolist.account.settings.v1", account).put("time", time.toString());
        event.getJsonObject("data")
                .put("morningMail", morningMail)
                .put("timeZone", timeZone)
                .put("language", "en");
        return event;
    }

    /** A hint that comes while the feed is read anyway is answered at once. */
    void awaitTaken() {
        long end = System.nanoTime() + 20_000_000_000L;
        do {
            hint();
            assertTrue(System.nanoTime() < end, "the last event is not taken");
        } while (Database.run("select from event_place where done = $1", lastPosition())
                        .size()
                == 0);
    }

    static ValidatableResponse hint() {
        return given().contentType("application/cloudevents+json")
                .body("{}")
                .post("/events")
                .then();
    }
}
