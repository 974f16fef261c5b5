package io.todolist.release.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The processes that were started, noted in a file: whoever comes after a `release local` that was killed ends its. */
final class Children {
    private final Path file;

    Children(Path folder) throws IOException {
        file = Files.createDirectories(folder).resolve("processes");
    }

    void add(ProcessHandle child) throws IOException {
        Files.write(file, List.of(note(child)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** @return how many there were */
    long endLeftOver() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        List<ProcessHandle> left = Files.readAllLines(file).stream()
                .flatMap(note -> named(note).stream())
                .toList();
        left.forEach(ProcessHandle::destroyForcibly);
        Files.delete(file);
        return left.size();
    }

    private static Optional<ProcessHandle> named(String note) {
        return ProcessHandle.of(Long.parseLong(note.substring(0, note.indexOf(' '))))
                .filter(process -> note.equals(note(process)));
    }

    /** With its start, because numbers of processes are used again. */
    private static String note(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().orElse(null);
    }
}
