package io.todolist.gateway.recording;

import java.util.function.Supplier;

/**
 * A body as it was: a copy.
 *
 * @param content null if it is too long
 */
record Body(int size, byte[] content) {
    private static final Body NONE = new Body(0, new byte[0]);
    private static final int LONGEST = 64 << 10;

    static Body of(int size, Supplier<byte[]> copy) {
        if (size == 0) {
            return NONE;
        }
        return new Body(size, size <= LONGEST ? copy.get() : null);
    }

    /** How many bytes of it are kept. */
    static int kept(int size) {
        return size <= LONGEST ? size : 0;
    }
}
