package io.todolist.release.local;

import io.todolist.release.walk.Json;
import io.todolist.release.walk.State;
import io.todolist.release.walk.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * A file with the state. Its mark is the text itself. Whoever writes holds a lock, and the old file is there until the new
 * one is complete.
 */
public final class FileStore implements StateStore {
    private final Path file;

    public FileStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public Optional<Stored> read() {
        try {
            String text = text();
            return text == null
                    ? Optional.empty()
                    : Optional.of(new Stored(Json.MAPPER.readValue(text, State.class), text));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no state of a release: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> write(State state, String mark) {
        try {
            String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(state);
            Files.createDirectories(file.getParent());
            return replace(mark, text) ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e, e);
        }
    }

    private boolean replace(String mark, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        // The lock is the process's; its threads wait here.
        synchronized (FileStore.class) {
            try (var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                if (!Objects.equals(text(), mark)) {
                    return false;
                }
                replace(text);
                return true;
            }
        }
    }

    private String text() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void replace(String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
