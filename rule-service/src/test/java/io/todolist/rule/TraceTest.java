package io.todolist.rule;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A request's problems have the trace id that it came with (W3C Trace Context). */
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
}
