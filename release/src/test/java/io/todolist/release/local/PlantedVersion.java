package io.todolist.release.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A version as a process of its own, with the faults that its arguments name: name=value. Its class path has nothing else. */
public final class PlantedVersion {
    /** Of PATCH, the share that is answered 500. */
    public static final String ERRORS = "errors";
    /** Of all requests, the share that takes 80 ms longer. */
    public static final String SLOW = "slow";
    /** Milliseconds that a start takes longer. */
    public static final String START = "start";
    /** MiB that each request leaves behind. */
    public static final String LEAK = "leak";

    public static final String NEVER_READY = "never-ready";

    private static final List<byte[]> LEAKED = new ArrayList<>();

    private final Map<String, String> faults;

    private PlantedVersion(Map<String, String> faults) {
        this.faults = faults;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> faults = Stream.of(args)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        new PlantedVersion(faults).listen(Integer.parseInt(System.getenv("PORT")));
    }

    private void listen(int port) throws Exception {
        Thread.sleep((long) fault(START));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.createContext("/q/health/ready", exchange -> end(exchange, fault(NEVER_READY) > 0 ? 503 : 200, "{}"));
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/end")) {
            Runtime.getRuntime().halt(1);
        }
        if (fault(LEAK) > 0) {
            leak((int) (fault(LEAK) * 1024 * 1024));
        }
        if (happens(SLOW)) {
            sleep(80);
        }
        if (exchange.getRequestURI().getPath().equals("/echo")) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body);
            exchange.close();
            return;
        }
        boolean error = exchange.getRequestMethod().equals("PATCH") && happens(ERRORS);
        end(exchange, error ? 500 : 200, "fine");
    }

    private static void leak(int bytes) {
        synchronized (LEAKED) {
            LEAKED.add(new byte[bytes]);
        }
    }

    private static void end(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private boolean happens(String fault) {
        return ThreadLocalRandom.current().nextDouble() < fault(fault);
    }

    private double fault(String name) {
        return Double.parseDouble(faults.getOrDefault(name, "0"));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
