package io.todolist.system;

import static io.restassured.RestAssured.given;
import java.util.Map;
import java.nio.file.*;
import org.junit.jupiter.api.Test;

class TracesTest {
    @Test
    void explore() throws Exception {
        Visitor ann = new Visitor("ann" + System.nanoTime(), Todolist.running().gateway);
        String p = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        ann.request().header("traceparent", p).body(Map.of("name", ann.name, "password", Visitor.PASSWORD)).post("/api/users").then().statusCode(201);
        ann.request().header("traceparent", p).get("/api/todos?q=secretword").then().statusCode(200);
        ann.request().header("traceparent", p).body(Map.of("password", Visitor.PASSWORD)).delete("/api/me").then().statusCode(204);
        Thread.sleep(8000);
        Files.writeString(Path.of("/tmp/trace.json"), given().baseUri("http://127.0.0.1:16686").get("/api/traces/0af7651916cd43dd8448eb211c80319c").asString());
        Files.writeString(Path.of("/tmp/traces.json"), given().baseUri("http://127.0.0.1:16686").get("/api/v3/traces/0af7651916cd43dd8448eb211c80319c").asString());
    }
}
