package io.todolist.rule;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** A request's problems and log lines have the trace id that it came with (W3C Trace Context). */
@QuarkusTest
class TraceTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";

    private final Person ann = new Person();

    @Test
    void aProblemHasTheIdThatCame() {
        ann.request()
                .header("traceparent", "00-" + ID + "-b7ad6b7169203331-01")
                .get("/todos/{id}", UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("traceId", equalTo(ID));
    }

    @Test
    void aProblemBeforeAnyResourceHasItToo() {
        RestAssured.given()
                .header("traceparent", "00-" + ID + "-b7ad6b7169203331-01")
                .get("/todos")
                .then()
                .statusCode(401)
                .body("traceId", equalTo(ID));
    }

    @Test
    void oneThatIsNotValidIsReplaced() {
        ann.request()
                .header("traceparent", "00-" + "0".repeat(32) + "-b7ad6b7169203331-01")
                .get("/todos/{id}", UUID.randomUUID())
                .then()
                .body("traceId", matchesPattern("[0-9a-f]{32}"))
                .body("traceId", not(equalTo("0".repeat(32))));
    }

    @Test
    void theLogLineOfAFailureHasIt() {
        List<ExtLogRecord> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(ExtLogRecord.wrap(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("io.todolist.kit.http");
        log.addHandler(handler);
        try {
            String id = ann.added("one");
            // A failure: no version of the service writes such a row.
            Database.run("update todo set created_at = '-infinity' where id = $1", UUID.fromString(id));
            ann.request()
                    .header("traceparent", "00-" + ID + "-b7ad6b7169203331-01")
                    .get("/todos/{id}", id)
                    .then()
                    .statusCode(500)
                    .body("traceId", equalTo(ID));
            assertEquals(List.of(ID), lines.stream().map(line -> line.getMdc("traceId")).toList());
        } finally {
            log.removeHandler(handler);
        }
    }
}
