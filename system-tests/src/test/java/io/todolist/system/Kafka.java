package io.todolist.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * An Apache Kafka of one broker, and Kafka Connect with Debezium in it, as processes that can be killed; what they log is in
 * target/kafka.log. Their classes are on the class path of the tests.
 */
final class Kafka implements AutoCloseable {
    private final Path folder;
    private final int port = Service.freePort();
    private final List<String> connectors = new ArrayList<>();
    private Process broker;
    private Process connect;

    Kafka() throws Exception {
        folder = Files.createTempDirectory("kafka");
        int controller = Service.freePort();
        write(
                "broker",
                Map.of(
                        "process.roles", "broker,controller",
                        "node.id", "1",
                        "controller.quorum.bootstrap.servers", "localhost:" + controller,
                        "controller.listener.names", "CONTROLLER",
                        "listeners", "PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d".formatted(port, controller),
                        // It is soon back after it was killed.
                        "broker.session.timeout.ms", "1000",
                        "broker.heartbeat.interval.ms", "200",
                        "log.dirs", folder.resolve("data").toString(),
                        "num.partitions", "3"));
        write(
                "connect",
                Map.of(
                        "bootstrap.servers",
                        address(),
                        "listeners",
                        "http://localhost:" + Service.freePort(),
                        "key.converter",
                        "org.apache.kafka.connect.storage.StringConverter",
                        "value.converter",
                        "org.apache.kafka.connect.storage.StringConverter",
                        "offset.storage.file.filename",
                        folder.resolve("offsets").toString(),
                        "offset.flush.interval.ms",
                        "1000"));
        String cluster = Uuid.randomUuid().toString();
        int status = launch("kafka.tools.StorageTool", "format", "--standalone", "-t", cluster, "-c", file("broker"))
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("Kafka's folder could not be made, see target/kafka.log");
        }
    }

    String address() {
        return "localhost:" + port;
    }

    /** The events of this database are captured as soon as Connect is started. */
    void capture(String name, Database database) {
        Map<String, String> connector = new HashMap<>(Map.of(
                "name", name,
                "connector.class", "io.debezium.connector.postgresql.PostgresConnector",
                "plugin.name", "pgoutput",
                "database.hostname", "localhost",
                "database.port", String.valueOf(database.port()),
                "database.user", "postgres",
                "database.password", "any",
                "database.dbname", "postgres",
                "topic.prefix", name));
        connector.putAll(Map.of(
                "table.include.list",
                "public.event",
                "publication.autocreate.mode",
                "filtered",
                // What is there already, in its order, too.
                "snapshot.select.statement.overrides",
                "public.event",
                "snapshot.select.statement.overrides.public.event",
                "select * from event order by position",
                "transforms",
                "outbox",
                "transforms.outbox.type",
                "io.debezium.transforms.outbox.EventRouter",
                "transforms.outbox.table.fields.additional.placement",
                "type:header"));
        write(name, connector);
        connectors.add(file(name));
    }

    Kafka startBroker() {
        broker = launch("kafka.Kafka", file("broker"));
        return this;
    }

    void killBroker() {
        broker.destroyForcibly().onExit().join();
    }

    void startConnect() {
        List<String> arguments = new ArrayList<>(List.of(file("connect")));
        arguments.addAll(connectors);
        connect = launch("org.apache.kafka.connect.cli.ConnectStandalone", arguments.toArray(String[]::new));
    }

    void killConnect() {
        connect.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        if (connect != null) {
            killConnect();
        }
        if (broker != null) {
            killBroker();
        }
    }

    private String file(String name) {
        return folder.resolve(name + ".properties").toString();
    }

    private void write(String name, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (var out = Files.newOutputStream(Path.of(file(name)))) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(String program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-cp",
                System.getProperty("java.class.path"),
                program));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(Path.of("target", "kafka.log").toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
