package io.todolist.release.local;

import io.todolist.release.walk.Address;
import io.todolist.release.walk.Json;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Two versions that run for a replay alone, each by its command on empty databases of its own, so that a migration can be in
 * the release. The file is that of `release local`, of which the ports do not matter here.
 */
public final class Throwaway implements AutoCloseable {
    private static final long ASKED_EVERY_MS = 50;

    private final Path file;
    private final Setup setup;
    private final Vertx vertx = Vertx.vertx();
    private final Thread atEnd = new Thread(this::end);
    private Fleet fleet;

    public Throwaway(Path file) {
        this.file = file;
        setup = Json.written(file, Setup.class);
        if (setup.versions().size() != 2) {
            throw new IllegalArgumentException(file + ": versions: the current one and the candidate");
        }
    }

    /** For what the versions write; one at a time uses it. */
    public Path folder() {
        return setup.logFolder();
    }

    /** @return where the current version and the candidate are, when both are ready */
    public List<Address> start(Duration limit) throws InterruptedException {
        try {
            Children children = new Children(folder());
            children.endLeftOver();
            fleet = new Fleet(vertx, vertx.createHttpClient(), setup, children);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(atEnd);
        fleet.all().forEach(Served::begin);
        long deadline = System.nanoTime() + limit.toNanos();
        while (!fleet.all().stream().allMatch(version -> version.ready().isPresent())) {
            boolean ended =
                    fleet.all().stream().anyMatch(version -> version.facts().ended() > 0);
            if (ended || System.nanoTime() > deadline) {
                throw new IllegalStateException("%s not ready within %d s: %s, see %s"
                        .formatted(ended ? "Ended and" : "Alive and", limit.toSeconds(), late(), folder()));
            }
            Thread.sleep(ASKED_EVERY_MS);
        }
        return fleet.all().stream().map(Throwaway::address).toList();
    }

    private List<String> late() {
        return fleet.all().stream()
                .filter(version -> version.ready().isEmpty())
                .map(Served::name)
                .toList();
    }

    private static Address address(Served version) {
        SocketAddress address = version.ready().orElseThrow().address();
        return new Address(URI.create("http://%s:%d".formatted(address.host(), address.port())), null, null);
    }

    private void end() {
        fleet.all().forEach(Served::end);
    }

    @Override
    public void close() {
        try {
            if (fleet != null) {
                Runtime.getRuntime().removeShutdownHook(atEnd);
                end();
            }
            vertx.close();
        } catch (IllegalStateException e) {
            // The program ends just now.
        }
    }
}
