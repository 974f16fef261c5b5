package io.todolist.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.todolist.manifests.Upload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A content delivery network that has what the build wrote for one, below a path. It can give spoilt files, and be silent. */
final class Cdn implements AutoCloseable {
    private static final String PATH = "/todolist";
    private static final Path FOLDER = Path.of("target", "cdn");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, JsonNode> headers = new ConcurrentHashMap<>();
    private volatile String spoilt = "nothing";
    private volatile CountDownLatch silence = new CountDownLatch(0);

    Cdn() {
        try {
            Upload.main(new String[] {Path.of("..", "gateway-service", "target").toString(), FOLDER.toString()});
            JsonNode list =
                    new ObjectMapper().readTree(FOLDER.resolve("upload.json").toFile());
            list.forEach(file -> headers.put(file.get("path").asText(), file.get("headers")));
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(PATH + "/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + PATH;
    }

    /** What ends so has a byte more from now on. */
    void spoil(String extension) {
        spoilt = extension;
    }

    void beSilent() {
        silence = new CountDownLatch(1);
    }

    /** Gives what it was asked for, and is as at the beginning. */
    void recover() {
        silence.countDown();
        spoilt = "nothing";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            silence.await();
            String path = exchange.getRequestURI().getPath().substring(PATH.length() + 1);
            boolean spoil = path.endsWith(spoilt);
            String file =
                    spoil ? path : packed(path, exchange.getRequestHeaders().getFirst("Accept-Encoding"));
            if (!headers.containsKey(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            headers.get(file).properties().forEach(header -> exchange.getResponseHeaders()
                    .set(header.getKey(), header.getValue().asText()));
            exchange.sendResponseHeaders(200, 0);
            Files.copy(FOLDER.resolve(file), exchange.getResponseBody());
            if (spoil) {
                exchange.getResponseBody().write('\n');
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String packed(String path, String accepted) {
        return Stream.of("br", "gzip")
                .filter(encoding ->
                        accepted != null && List.of(accepted.split(", *")).contains(encoding))
                .findFirst()
                .map(encoding -> path + (encoding.equals("br") ? ".br" : ".gz"))
                .orElse(path);
    }

    @Override
    public void close() {
        recover();
        server.stop(0);
        threads.shutdownNow();
    }
}
