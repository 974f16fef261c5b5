package io.todolist.user.account;

import java.security.SecureRandom;
import java.util.UUID;

/** UUIDs of version 7 (RFC 9562, 5.7): in the order of the milliseconds in which they were made. */
final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;

    private UuidV7() {}

    static UUID next() {
        long time = System.currentTimeMillis() << 16;
        return new UUID(time | VERSION | RANDOM.nextInt(0x1000), VARIANT | RANDOM.nextLong() >>> 2);
    }
}
