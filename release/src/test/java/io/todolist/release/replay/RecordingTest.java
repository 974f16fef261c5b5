package io.todolist.release.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Recorded.file(folder, 3);
    }

    @Test
    void whatSeveralPodsWroteInAnyOrderAreVisitsInTheirs() throws IOException {
        List<Visit> together = Recording.read(List.of(file)).visits();
        assertEquals(
                List.of(5, 5, 5),
                together.stream().map(visit -> visit.exchanges().size()).toList());

        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.reverse(lines);
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Files.write(parts.resolve("a.jsonl"), lines.subList(0, 7));
        try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(parts.resolve("b.jsonl.gz")))) {
            packed.write(String.join("\n", lines.subList(7, 15)).getBytes());
        }
        Files.writeString(parts.resolve("README"), "no recording");
        assertEquals(together, Recording.read(List.of(parts)).visits());
    }

    @Test
    void whatTheGatewayWritesIsRead() {
        Recording recording = Recording.read(List.of(Path.of("src", "test", "resources", "recording.jsonl")));
        assertEquals(3, recording.size());
        assertEquals(49, recording.lines().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"visit\":\"a\"}", "{\"visit\":\"a\",\"at\":\"yesterday\"}", "x"})
    void aLineThatIsNoneIsToldByItsNumber(String line) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add(2, line);
        Files.write(file, lines);
        String said = assertThrows(IllegalArgumentException.class, () -> Recording.read(List.of(file)))
                .getMessage();
        assertEquals(file + ", line 3", said.substring(0, said.indexOf(':')));
    }

    @Test
    void aRequestElsewhereIsNoneToPlay() throws IOException {
        Files.writeString(file, Files.readString(file).replace("/api/home", "https://example.com/api/home"));
        assertEquals(
                file + ", line 1: request: path is missing or wrong",
                assertThrows(IllegalArgumentException.class, () -> Recording.read(List.of(file)))
                        .getMessage());
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        assertThrows(IllegalArgumentException.class, () -> Recording.read(List.of(folder.resolve("none"))));
    }

    /** An account's e-mail address, say, which would get a mail. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/api/me", "/api/password-resets", "/api/todos/../me", "/api/todos/%2e%2e/me", "/api/todosx"})
    void onlyTodosAreReplayed(String path) throws IOException {
        Files.writeString(file, Files.readString(file).replace("/api/home", path));
        assertEquals(
                "%s, line 1: %s is not replayed".formatted(file, path),
                assertThrows(IllegalArgumentException.class, () -> Recording.read(List.of(file)))
                        .getMessage());
    }
}
