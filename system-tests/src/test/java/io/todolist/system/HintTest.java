package io.todolist.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever is woken by a hint waits for a start in the trace of the request that the hint came from. */
class HintTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-";

    private final BlockingQueue<String> traces = new LinkedBlockingQueue<>();
    private HttpServer broker;

    @BeforeEach
    void listen() throws Exception {
        broker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broker.createContext("/", exchange -> {
            traces.add(exchange.getRequestHeaders().get("traceparent").toString());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        broker.start();
    }

    @AfterEach
    void stop() {
        broker.stop(0);
    }

    @Test
    void aHintGoesInTheTraceOfItsRequest() throws Exception {
        Todolist system = Todolist.running();
        Visitor ann = Visitor.registered();
        try (Service users = new Service("user-service", system.userSettings())
                        .with(
                                "TODOLIST_EVENTS_SINK",
                                "http://localhost:" + broker.getAddress().getPort());
                Service gateway = new Service("gateway-service", Todolist.gatewaySettings(system.rule, users))) {
            users.start();
            gateway.start();
            users.awaitReady();
            gateway.awaitReady();
            ann.takenTo(gateway)
                    .request()
                    .header("traceparent", TRACE + "b7ad6b7169203331-01")
                    .body(Map.of("password", Visitor.PASSWORD))
                    .delete("/api/me")
                    .then()
                    .statusCode(204);
            // With a tracer the part in the middle is a span of its own.
            assertEquals(
                    "[" + TRACE + "…-01]",
                    String.valueOf(traces.poll(10, TimeUnit.SECONDS)).replaceAll("-[0-9a-f]{16}-", "-…-"));
        }
    }
}
