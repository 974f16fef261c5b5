package io.todolist.release.command;

import io.todolist.release.local.LocalIngress;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "local",
        description = "Starts versions as processes behind one port, as Knative does on a cluster, until it is ended.")
class LocalCommand implements Runnable {
    @Parameters(paramLabel = "FILE", defaultValue = "versions.yaml", description = "Which ones (${DEFAULT-VALUE}).")
    private Path versions;

    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        LocalIngress ingress = ingress();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ingress.close();
            ended.countDown();
        }));
        PrintWriter out = command.commandLine().getOut();
        out.printf("Visitors come to %s; `release --local=%s` steers.%n", ingress.address(), ingress.control());
        out.flush();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LocalIngress ingress() {
        try {
            return LocalIngress.start(Vertx.vertx(), versions);
        } catch (IOException e) {
            throw new UncheckedIOException(versions + ": " + e.getMessage(), e);
        }
    }
}
