package io.todolist.gateway.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** One file for each pod, which grows by whole lines. */
final class FolderTarget implements Target {
    private final Path file;

    FolderTarget(String folder) {
        file = Path.of(folder, Target.name() + ".jsonl");
    }

    @Override
    public void write(byte[] lines, CountDownLatch ending) throws IOException {
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = channel.size();
            try {
                ByteBuffer rest = ByteBuffer.wrap(lines);
                channel.position(end);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
        }
    }
}
