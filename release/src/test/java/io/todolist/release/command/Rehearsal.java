package io.todolist.release.command;

import io.todolist.release.local.FileStore;
import io.todolist.release.local.LocalIngress;
import io.todolist.release.local.LocalRouter;
import io.todolist.release.local.Planted;
import io.todolist.release.walk.Address;
import io.todolist.release.walk.Facts;
import io.todolist.release.walk.State;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import picocli.CommandLine;

/** A version v1 that has all visitors, a v2 beside it, and the commands. */
final class Rehearsal implements AutoCloseable {
    final Path folder;
    final LocalRouter router;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final LocalIngress ingress;
    private Visitors visitors;

    Rehearsal(Path folder, String plan, String... faults) throws IOException {
        this(folder, plan, List.of(Planted.version("v1"), Planted.version("v2", faults)));
    }

    Rehearsal(Path folder, String plan, List<Map<String, ?>> versions) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("release.yaml"), "service: planted\n" + plan);
        Path setup = Planted.setup(50, versions);
        ingress = LocalIngress.start(vertx, setup);
        router = new LocalRouter(ingress.control());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> facts("v1")
                .ready());
    }

    record Said(int status, String text) {}

    Said release(String command, String... more) {
        List<String> arguments =
                new ArrayList<>(arguments(command, ingress.control().toString()));
        arguments.addAll(List.of(more));
        return said(arguments);
    }

    /** Notes for the gate what the reports in the folder say. */
    Said record() {
        return said(List.of("gate", "record", "--repository=" + folder));
    }

    static Said said(List<String> arguments) {
        StringWriter text = new StringWriter();
        CommandLine commands = Commands.told(new CommandLine(new Release()))
                .setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text));
        int status = commands.execute(arguments.toArray(String[]::new));
        return new Said(status, text.toString());
    }

    List<String> arguments(String command, String control) {
        return List.of(
                command,
                "--local=" + control,
                "--file=" + folder.resolve("release.yaml"),
                "--state=" + folder.resolve("state.json"));
    }

    Said run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--every=100ms"));
        arguments.addAll(List.of(more));
        return release("run", arguments.toArray(String[]::new));
    }

    /** From now on. */
    Visitors visited() {
        visitors = new Visitors(ingress.address());
        return visitors;
    }

    URI control() {
        return ingress.control();
    }

    State state() {
        return new FileStore(folder.resolve("state.json")).read().orElseThrow().state();
    }

    /** By its host, which not every system can resolve. */
    String get(String version, String path) {
        Address address = router.address(version);
        RequestOptions request = new RequestOptions()
                .setAbsoluteURI(address.url().resolve(path).toString())
                .setServer(SocketAddress.inetSocketAddress(address.url().getPort(), "localhost"));
        Promise<Buffer> body = Promise.promise();
        // On one thread, which misses no part of an answer that comes at once.
        vertx.getOrCreateContext().runOnContext(begun -> client.request(request)
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .onComplete(body));
        return body.future().toCompletionStage().toCompletableFuture().join().toString();
    }

    Facts.Version facts(String version) {
        return router.facts().versions().get(version);
    }

    int candidatesShare() {
        return router.facts().split().of("v2");
    }

    @Override
    public void close() {
        if (visitors != null) {
            visitors.leave();
        }
        ingress.close();
        vertx.close();
    }
}
