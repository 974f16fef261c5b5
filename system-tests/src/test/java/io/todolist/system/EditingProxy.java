package io.todolist.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Stands in front of a service, and makes another version of it by editing what it answers. */
final class EditingProxy implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those of a connection, and what the client sets itself. */
    private static final Set<String> OWN = Set.of(
            "connection",
            "host",
            "content-length",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "accept-encoding");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final String service;
    private final UnaryOperator<JsonNode> edit;

    /** @param edit of each object in an answer */
    EditingProxy(String service, UnaryOperator<JsonNode> edit) {
        this.service = service;
        this.edit = edit;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::pass);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void pass(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> values.stream()
                .filter(value -> !OWN.contains(name.toLowerCase()))
                .forEach(value -> request.header(name, value)));
        try {
            answer(exchange, client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> values.stream()
                .filter(value -> !OWN.contains(name.toLowerCase()))
                .forEach(value -> exchange.getResponseHeaders().add(name, value)));
        byte[] body = answer.body();
        if (answer.statusCode() / 100 == 2 && body.length > 0) {
            body = JSON.writeValueAsBytes(edited(JSON.readTree(body)));
        }
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private JsonNode edited(JsonNode node) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, edited(array.get(i)));
            }
            return array;
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(edited(field.getValue())));
            return edit.apply(object);
        }
        return node;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
