package io.todolist.release.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.todolist.release.walk.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The accounts that are there now, in a file: whoever comes after a replay that was killed erases its. One replay at a time
 * writes it.
 */
final class Notes implements AutoCloseable {
    private final Path file;
    private final FileChannel lock;
    private final List<Credentials> there = new ArrayList<>();

    /** @throws IllegalStateException if another replay is under way in this folder */
    Notes(Path folder) {
        file = folder.resolve("replay-accounts.jsonl");
        try {
            Files.createDirectories(folder);
            lock = FileChannel.open(
                    folder.resolve("replay-accounts.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isMine()) {
                lock.close();
                throw new IllegalStateException("Another replay is under way in " + folder);
            }
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    read(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e, e);
        }
    }

    private boolean isMine() throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The last line may be half of one. */
    private void read(String line) {
        try {
            there.add(Json.MAPPER.readValue(line, Credentials.class));
        } catch (JsonProcessingException e) {
            // Its account was not made yet.
        }
    }

    synchronized void add(Credentials account) {
        there.add(account);
        write();
    }

    synchronized void remove(Credentials account) {
        there.remove(account);
        write();
    }

    synchronized void forget() {
        there.clear();
        write();
    }

    synchronized List<Credentials> left() {
        return List.copyOf(there);
    }

    /** @return how many there were; of those that cannot be erased now, the next replay tries it again */
    int eraseLeftOver(Network network) throws InterruptedException {
        List<Credentials> left = left();
        for (Credentials account : left) {
            if (new Account(account, new Browser(network, account.address())).erase()) {
                remove(account);
            }
        }
        return left.size();
    }

    /** The old file is there until the new one is complete. Nobody else may read the passwords. */
    private void write() {
        try {
            if (there.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, there.stream().map(Json::text).toList());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
