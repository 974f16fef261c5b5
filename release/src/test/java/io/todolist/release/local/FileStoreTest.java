package io.todolist.release.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.walk.Facts;
import io.todolist.release.walk.Releases;
import io.todolist.release.walk.Split;
import io.todolist.release.walk.State;
import io.todolist.release.walk.Walk;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
    @TempDir
    Path folder;

    private FileStore store;

    @BeforeEach
    void open() {
        store = new FileStore(folder.resolve("new").resolve("state.json"));
    }

    @Test
    void whatIsWrittenIsRead() {
        State state = state("v2");
        String mark = store.write(state, null).orElseThrow();
        assertEquals(state, store.read().orElseThrow().state());
        assertEquals(mark, store.read().orElseThrow().mark());
    }

    @Test
    void ofThoseWhoHaveReadTheSameOneWrites() {
        String mark = store.write(state("v2"), null).orElseThrow();
        List<String> written = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> new FileStore(folder.resolve("new").resolve("state.json"))
                        .write(state("other" + i), mark)
                        .orElse(null))
                .filter(Objects::nonNull)
                .toList();
        assertEquals(written, List.of(store.read().orElseThrow().mark()));
    }

    @Test
    void whoHasReadNothingWritesOnlyWhereNothingIs() throws Exception {
        String mark = store.write(state("v2"), null).orElseThrow();
        assertTrue(store.write(state("v3"), null).isEmpty());
        Files.delete(folder.resolve("new").resolve("state.json"));
        assertTrue(store.write(state("v3"), mark).isEmpty());
        assertTrue(store.read().isEmpty());
    }

    @Test
    void aFileOfSomethingElseIsTold() throws Exception {
        Files.createDirectories(folder.resolve("new"));
        Files.writeString(folder.resolve("new").resolve("state.json"), "{\"a\": 1}");
        String said = assertThrows(UncheckedIOException.class, store::read).getMessage();
        assertTrue(said.contains("is no state of a release"), said);
    }

    private static State state(String candidate) {

        Facts facts = new Facts(Instant.EPOCH, new Split(Map.of("v1", 100)), "mark", Map.of());
        return Walk.begin(Releases.PLAN, "v1", candidate, Instant.EPOCH, facts).state();
    }
}
