package io.todolist.release.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
    @TempDir
    Path folder;

    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sleep", "300").start();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void whatIsLeftOverIsEnded() throws Exception {
        new Children(folder).add(process.toHandle());
        assertEquals(1, new Children(folder).endLeftOver());
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void aStrangerWithTheSameNumberIsLeftAlone() throws Exception {
        Files.write(folder.resolve("processes"), List.of(process.pid() + " 2020-01-01T00:00:00Z"));
        assertEquals(0, new Children(folder).endLeftOver());
    }
}
