package io.todolist.system;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What Jaeger has of a visit. The services send their spans where it listens, if nothing else is set. {@code observe/traces/test}
 * starts one, and runs this with -Dotel and without.
 */
@EnabledIfSystemProperty(named = "jaeger", matches = ".+")
class TracesTest {
    /** The span of whoever is in front of the gateway, such as an ingress. */
    private static final String INGRESS = "b7ad6b7169203331";

    private static final boolean OTEL = Boolean.getBoolean("services.otel");

    private final Visitor ann = Visitor.registered();
    private final String trace = newTrace();

    @Test
    @EnabledIfSystemProperty(named = "services.otel", matches = "true")
    void aRegistrationIsOneTreeFromTheIngressToTheDatabase() {
        register(trace, "01");
        Spans spans = Spans.await(trace, Set.of("gateway-service POST /api/users", "user-service POST /users"));
        spans.assertBelow(INGRESS, "gateway-service POST /api/users");
        spans.assertBelow("gateway-service POST /api/users", "gateway-service POST /users");
        spans.assertBelow("gateway-service POST /users", "user-service POST /users");
        spans.assertBelow("user-service POST /users", "user-service INSERT account");
    }

    /** A hint of it wakes rule-service, which reads the event then: both belong to what the visitor did. */
    @Test
    @EnabledIfSystemProperty(named = "services.otel", matches = "true")
    void whatAnEventDoesBelongsToTheRequestThatItCameFrom() {
        String event = "rule-service event io.todolist.account.deleted.v1";
        deleteAccount("01");
        Spans spans = Spans.await(
                trace,
                Set.of("gateway-service DELETE /api/me", "user-service DELETE /me", "rule-service POST /events"));
        spans.assertBelow("gateway-service DELETE /me", "user-service DELETE /me");
        spans.assertBelow("user-service DELETE /me", "rule-service POST /events");
        spans.assertBelow("user-service DELETE /me", event);
        spans.assertBelow(event, "rule-service INSERT erased_owner");
    }

    @Test
    void whatTheIngressDoesNotSampleIsNoSpan() {
        deleteAccount("00");
        assertNoSpanOf(trace);
    }

    @Test
    @DisabledIfSystemProperty(named = "services.otel", matches = "true")
    void withoutTheFlavourThereIsNoSpan() {
        register(trace, "01");
        assertNoSpanOf(trace);
    }

    @Test
    void problemsAndLogsHaveTheIdOfTheTrace() {
        traced(ann, trace, "01")
                .body(Map.of("name", ann.name, "password", "not my password"))
                .post("/api/session")
                .then()
                .statusCode(401)
                .body("traceId", equalTo(trace));
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.readString(Path.of("target", "user-service.log"))
                .contains("\"traceId\":\"" + trace + "\""));
    }

    /** Whoever may look at spans may not know what somebody searches for. */
    @Test
    void noSpanHasWhatIsSearchedFor() {
        traced(ann, trace, "01").get("/api/todos?q=diagnosis").then().statusCode(200);
        if (OTEL) {
            Spans.await(trace, Set.of("gateway-service GET /api/todos", "rule-service GET /todos"));
        }
        assertFalse(Spans.text(trace).asString().contains("diagnosis"));
    }

    /** Services send what they have every few seconds: when a later trace is there, this one would be. */
    private void assertNoSpanOf(String trace) {
        if (OTEL) {
            String later = newTrace();
            register(later, "01");
            Spans.await(later, Set.of("gateway-service POST /api/users", "user-service POST /users"));
        }
        assertEquals(List.of(), Spans.of(trace).all());
    }

    private void deleteAccount(String flags) {
        traced(ann, trace, flags)
                .body(Map.of("password", Visitor.PASSWORD))
                .delete("/api/me")
                .then()
                .statusCode(204);
    }

    private static void register(String trace, String flags) {
        Visitor bob = new Visitor("bob-" + trace.substring(0, 13), Todolist.running().gateway);
        traced(bob, trace, flags)
                .body(Map.of("name", bob.name, "password", Visitor.PASSWORD))
                .post("/api/users")
                .then()
                .statusCode(201);
    }

    private static RequestSpecification traced(Visitor somebody, String trace, String flags) {
        return somebody.request().header("traceparent", "00-%s-%s-%s".formatted(trace, INGRESS, flags));
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
