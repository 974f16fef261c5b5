package io.todolist.gateway.recording;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;

/** Where chunks of the recording go. */
interface Target {

    /**
     * Blocks.
     *
     * @param ending when it is down, nobody waits for another attempt
     */
    void write(byte[] lines, CountDownLatch ending) throws IOException, InterruptedException;

    static Target of(RecordingConfig config, Vertx vertx) {
        String to = config.to().orElseThrow();
        return to.startsWith("http://") || to.startsWith("https://")
                ? new StoreTarget(to, config, vertx)
                : new FolderTarget(to);
    }

    /** Of this pod, since this start. */
    static String name() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", "");
        return "recording-" + now + "-" + HexFormat.of().formatHex(random);
    }
}
