package io.todolist.kit.postgres;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A UUID that begins with its time (RFC 9562, 5.7), so that new ones are neighbours in an index: 48 bits of milliseconds, 12
 * bits of the millisecond's fraction (6.2, method 3), 62 bits by chance. PostgreSQL makes them from version 18 on only.
 */
public final class UuidV7 {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int NANOS_IN_A_MILLISECOND = 1_000_000;

    private UuidV7() {}

    public static UUID next() {
        Instant time = Instant.now();
        long fraction = time.getNano() % NANOS_IN_A_MILLISECOND * 4096L / NANOS_IN_A_MILLISECOND;
        long chance = ThreadLocalRandom.current().nextLong() >>> 2;
        return new UUID(time.toEpochMilli() << 16 | VERSION | fraction, VARIANT | chance);
    }
}
