package io.todolist.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL whose data outlive it, so that it can be killed and started again on the same port. As in production, one role
 * owns the database and migrates it, and the service has another one.
 */
final class Database implements AutoCloseable {
    static final String OWNER = "todolist_owner";
    static final String SERVICE = "todolist";

    private final Path data;
    private final Map<String, String> config = new HashMap<>();
    private EmbeddedPostgres server;

    Database(String name) {
        this(name, Map.of(), true);
    }

    private Database(String name, Map<String, String> config, boolean twoRoles) {
        try {
            this.data = Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The library's default loses the last commits in a crash.
        this.config.put("synchronous_commit", "on");
        // For whoever captures its changes.
        this.config.put("wal_level", "logical");
        this.config.putAll(config);
        this.server = start(0);
        execute("create role " + OWNER + " login", "create role " + SERVICE + " login");
        execute("alter database postgres owner to " + (twoRoles ? OWNER : SERVICE));
        if (twoRoles) {
            takeRightsFromService();
        }
    }

    /** One from before there were two roles: the service's owns it, and migrates. */
    static Database ofOneRole(String name) {
        return new Database(name, Map.of(), false);
    }

    /** By the file with which a person does it. */
    void takeRightsFromService() {
        try {
            String script = Files.readString(Path.of("..", "k8s", "postgres", "roles.psql"));
            execute(script.replaceAll("(?m)^\\\\.*$", "") // psql's own commands
                    .replaceAll(":(['\"])owner\\1", "$1" + OWNER + "$1")
                    .replaceAll(":(['\"])service\\1", "$1" + SERVICE + "$1")
                    .replace(":\"DBNAME\"", "postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** One that can be spoken to with TLS, under a certificate of its own making. */
    static Database withTls(String name) throws Exception {
        Path folder = Files.createTempDirectory(name + "-tls");
        char[] password = "changeit".toCharArray();
        Path store = folder.resolve("store.p12");
        String options = "-genkeypair -alias server -keyalg RSA -dname CN=localhost -storepass changeit -keystore ";
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of((options + store).split(" ")));
        new ProcessBuilder(command).inheritIO().start().waitFor();
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        Path key = write(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("server", password).getEncoded());
        Path certificate = write(
                folder.resolve("certificate.pem"),
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
        return new Database(
                name,
                Map.of("ssl", "on", "ssl_key_file", key.toString(), "ssl_cert_file", certificate.toString()),
                true);
    }

    /** What a service needs to know to trust a database with TLS, and no other. */
    Map<String, String> trust() {
        String certificate = config.get("ssl_cert_file");
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE",
                "verify-full",
                "QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM",
                "HTTPS",
                "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM",
                "true",
                "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS",
                certificate,
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?sslmode=verify-full&sslrootcert="
                        + certificate);
    }

    private static Path write(Path file, String type, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** What a service needs to know of it, and what its migration does. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(settingsOfOneRole());
        settings.put("QUARKUS_FLYWAY_USERNAME", OWNER);
        settings.put("QUARKUS_FLYWAY_PASSWORD", "any");
        return settings;
    }

    Map<String, String> settingsOfOneRole() {
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://localhost:" + server.getPort() + "/postgres",
                "QUARKUS_DATASOURCE_USERNAME",
                SERVICE,
                "QUARKUS_DATASOURCE_PASSWORD",
                "any");
    }

    int port() {
        return server.getPort();
    }

    /** For what would take too long through the API, by somebody who may do everything. */
    Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** With this role's rights. */
    Connection connectAs(String role) throws SQLException {
        return server.getDatabase(role, "postgres").getConnection();
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
            var builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setCleanDataDirectory(false);
            config.forEach(builder::setServerConfig);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
