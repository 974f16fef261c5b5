package io.todolist.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request is a line in the log of each service that took part, by one trace id. */
class RequestLogTest {
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @BeforeEach
    void ours() {
        assumeTrue(Todolist.running().users != null, "somebody else's product, whose log is elsewhere");
    }

    @Test
    void aRegistrationIsALineOfTheGatewayAndOneOfUserService() {
        String name = "logged-" + trace.substring(0, 12);
        new Visitor(name, Todolist.running().gateway)
                .request()
                .header("traceparent", parent())
                .body(Map.of("name", name, "password", Visitor.PASSWORD))
                .post("/api/users")
                .then()
                .statusCode(201);
        assertEquals("POST /api/users 201", summary("gateway-service"));
        assertEquals("POST /users 201", summary("user-service"));
        assertEquals(0, Logged.of("rule-service", trace).size());
    }

    @Test
    void aPersonIsTheSameForAllServices() {
        Visitor.registered()
                .request()
                .header("traceparent", parent())
                .get("/api/home")
                .then()
                .statusCode(200);
        assertEquals("GET /api/home 200", summary("gateway-service"));
        assertEquals("GET /home 200", summary("rule-service"));
        assertEquals(owner("gateway-service"), owner("rule-service"));
    }

    private String parent() {
        return "00-" + trace + "-b7ad6b7169203331-00";
    }

    private JsonNode line(String service) {
        await().until(() -> Logged.of(service, trace).size() == 1);
        return Logged.of(service, trace).get(0);
    }

    private String summary(String service) {
        JsonNode line = line(service);
        assertEquals(service, line.get("service").textValue());
        return line.get("method").textValue() + " " + line.get("route").textValue() + " " + line.get("status");
    }

    private String owner(String service) {
        return line(service).get("owner").textValue();
    }
}
