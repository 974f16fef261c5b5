package io.todolist.gateway.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.todolist.kit.http.KeyedHash;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** Hashes with the key of the recording. */
final class Secret {
    private static final int BYTES = 16;

    private final KeyedHash keyed;

    Secret(String key) {
        keyed = new KeyedHash(key.getBytes(UTF_8));
    }

    /** What stands for a session. */
    String visit(String session) {
        return HexFormat.of().formatHex(keyed.of("visit", session), 0, BYTES);
    }

    String cursor(String cursor) {
        return "cursor-" + HexFormat.of().formatHex(keyed.of("cursor", cursor), 0, BYTES);
    }

    /** A UUID of version 8 (RFC 9562), which is for whatever one likes. */
    UUID id(String id) {
        ByteBuffer hash = ByteBuffer.wrap(keyed.of("id", id.toLowerCase(Locale.ROOT)));
        return new UUID(
                hash.getLong() & 0xffffffff_ffff0fffL | 0x8000, hash.getLong() & 0x3fffffff_ffffffffL | 1L << 63);
    }

    /** The key for the texts of a visit: what is said in two visits has nothing in common. */
    byte[] textKey(String visit) {
        return keyed.of("text", visit);
    }
}
