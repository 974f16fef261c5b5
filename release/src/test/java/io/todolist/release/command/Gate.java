package io.todolist.release.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Stands before the control address, and gives no answer to an action: its process can be killed then. */
final class Gate implements AutoCloseable {
    enum Held {
        BEFORE_IT_IS_DONE,
        WHEN_IT_IS_DONE
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final URI control;
    private volatile Optional<Held> holds = Optional.empty();
    private volatile CountDownLatch held = new CountDownLatch(1);

    Gate(URI control) throws IOException {
        this.control = control;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::pass);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next action. */
    void hold(Held when) {
        held = new CountDownLatch(1);
        holds = Optional.of(when);
    }

    boolean awaitHeld() throws InterruptedException {
        return held.await(60, TimeUnit.SECONDS);
    }

    private void pass(HttpExchange exchange) throws IOException {
        boolean action = !exchange.getRequestMethod().equals("GET");
        Optional<Held> holding = action ? holds : Optional.empty();
        if (action) {
            holds = Optional.empty();
        }
        if (holding.equals(Optional.of(Held.BEFORE_IT_IS_DONE))) {
            held.countDown();
            return;
        }
        HttpResponse<byte[]> answer = forward(exchange);
        if (holding.isPresent()) {
            held.countDown();
            return;
        }
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(control.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Match"))
                .ifPresent(mark -> request.header("If-Match", mark));
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
