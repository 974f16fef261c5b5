package io.todolist.user.mail;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.todolist.kit.test.EventFeed;
import io.todolist.user.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** In the place of rule-service: what is due. */
final class FeedDouble extends EventFeed {
    FeedDouble() {
        // As in application.properties.
        super(15485, "rule-service");
    }

    static JsonObject todos(int number, String... names) {
        return new JsonObject().put("number", number).put("names", new JsonArray(List.of(names)));
    }

    JsonObject due(String account, JsonObject today, JsonObject overdue) {
        return due(account, LocalDate.now(), Instant.now().plus(1, ChronoUnit.HOURS), today, overdue);
    }

    JsonObject due(String account, LocalDate day, Instant until, JsonObject today, JsonObject overdue) {
        JsonObject event = happened("io.todolist.todos.due.v1", account)
                .put("time", Instant.now().toString());
        event.getJsonObject("data")
                .put("day", day.toString())
                .put("until", until.toString())
                .put("today", today)
                .put("overdue", overdue);
        return event;
    }

    /** A hint that comes while the feed is read anyway is answered at once. */
    void awaitTaken() {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            given().contentType("application/cloudevents+json").body("{}").post("/events");
            return status == 200
                    && Database.row("select count(*) from event_place where done = $1", lastPosition())
                                    .getLong(0)
                            == 1;
        });
    }
}
