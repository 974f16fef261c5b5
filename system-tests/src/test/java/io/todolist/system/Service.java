package io.todolist.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A packaged service, jar or native executable, as a process of its own; what it logs is in target/NAME.log. */
final class Service implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(20_000, 30_000));

    private final String name;
    private final List<String> command;
    private final Map<String, String> settings;
    private final int port;
    private Process process;

    Service(String name, Map<String, String> settings) {
        this(name, command(name, Path.of("..", name, "target")), settings);
    }

    private Service(String name, List<String> command, Map<String, String> settings) {
        this(name, command, settings, freePort());
    }

    private Service(String name, List<String> command, Map<String, String> settings, int port) {
        this.name = name;
        this.port = port;
        this.command = command;
        this.settings = new HashMap<>(settings);
        this.settings.put("PORT", String.valueOf(port));
    }

    /** One that somebody else has started. */
    static Service at(int port) {
        return new Service("somebody's", List.of(), Map.of(), port);
    }

    /** As the build of another checkout left it. */
    static Service of(Path checkout, String name, Map<String, String> settings) {
        return new Service(name, jar(checkout.resolve(name).resolve("target")), settings);
    }

    Service with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** Makes or updates its database and ends, as a job of a deployment does. */
    Service migrate() {
        int status = startMigration().onExit().join().exitValue();
        if (status != 0) {
            throw new IllegalStateException(name + " could not migrate, see target/" + name + ".log");
        }
        return this;
    }

    Process startMigration() {
        return launch("migrate");
    }

    /** Returns as soon as there is a process; it may not answer yet. */
    Service start() {
        process = launch();
        return this;
    }

    /** Starts it with settings that it must refuse; returns what it says about them. */
    String refusal() throws Exception {
        Path log = Path.of("target", name + ".log");
        int before = Files.exists(log) ? Files.readString(log).length() : 0;
        int status = launch().onExit().get(30, TimeUnit.SECONDS).exitValue();
        if (status == 0) {
            throw new IllegalStateException(name + " ended as if all were well");
        }
        return Files.readString(log).substring(before);
    }

    Service awaitReady() {
        await(name)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::isReady);
        return this;
    }

    /** Connections are taken, and nothing is answered, until {@link #thaw}. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** So far, in steps of 10 ms. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }

    private boolean isReady() {
        return readiness().filter(answer -> answer.statusCode() == 200).isPresent();
    }

    /** Its answer to the platform's question; empty while it does not answer at all. */
    Optional<HttpResponse<String>> readiness() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " has ended, see target/" + name + ".log");
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/q/health/ready"))
                    .build();
            return Optional.of(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process launch(String... arguments) {
        Path log = Path.of("target", name + ".log");
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String name, Path target) {
        return Boolean.getBoolean("services.native") ? executable(name, target) : jar(target);
    }

    static List<String> executable(String name, Path target) {
        try (DirectoryStream<Path> runners = Files.newDirectoryStream(target, name + "-*-runner")) {
            return List.of(runners.iterator().next().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> jar(Path target) {
        Path app = target.resolve("quarkus-app");
        boolean aot = Boolean.getBoolean("services.aot");
        // A cache fits the Java that it was trained with.
        Path java = aot ? target.resolve("jre") : Path.of(System.getProperty("java.home"));
        List<String> line =
                new ArrayList<>(List.of(java.resolve("bin/java").toString(), "-Xmx256m", "-XX:+UseSerialGC"));
        // Without "on" a cache that does not fit is ignored in silence.
        line.addAll(
                aot
                        ? List.of("-XX:AOTMode=on", "-XX:AOTCache=" + app.resolve("app.aot"))
                        : List.of("-XX:TieredStopAtLevel=1"));
        line.addAll(List.of("-jar", app.resolve("quarkus-run.jar").toString()));
        return line;
    }

    /**
     * A port that was given to nobody before. It is below those that the system gives away, so that it stays free until its
     * service listens, and while that is killed.
     */
    static int freePort() {
        while (true) {
            int port = NEXT_PORT.getAndIncrement();
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody else's; the next one, then.
            }
        }
    }
}
