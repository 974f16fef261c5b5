package io.todolist.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A PostgreSQL whose data outlive it, so that it can be killed and started again on the same port. */
final class Database implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres server;

    Database(String name) {
        try {
            this.data = Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.server = start(0);
    }

    /** What a service needs to know of it. */
    Map<String, String> settings() {
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://localhost:" + server.getPort() + "/postgres",
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "QUARKUS_DATASOURCE_PASSWORD",
                "postgres");
    }

    /** For what would take too long through the API. */
    Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** As by a power cut: nothing is finished, nothing is told to the clients. */
    void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        var all = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        postmaster.onExit().join();
    }

    void startAgain() {
        int port = server.getPort();
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = start(port);
    }

    private EmbeddedPostgres start(int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    // The library's default loses the last commits in a crash.
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
