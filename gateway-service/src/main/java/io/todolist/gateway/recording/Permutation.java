package io.todolist.gateway.recording;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Permutations of 0 to n-1 that only who has the key knows: a Feistel network over the two digits of a number, which is walked on
 * until it ends below n (NIST SP 800-38G and Black and Rogaway, CT-RSA 2002, do so). Its functions are blocks of AES.
 */
final class Permutation {
    /** Before the first letter of a word. */
    static final long START = 0;

    private static final int ROUNDS = 6;
    private static final int KEY_BYTES = 16;
    private static final int BLOCK_BYTES = 16;

    private final Cipher cipher;
    private final byte[] bytes = new byte[BLOCK_BYTES];
    private final ByteBuffer block = ByteBuffer.wrap(bytes);

    Permutation(byte[] key) {
        try {
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(Arrays.copyOf(key, KEY_BYTES), "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another permutation for each state. */
    int of(long state, int size, int number) {
        int base = (int) Math.ceil(Math.sqrt(size));
        int found = number;
        do {
            found = network(state, base, found);
        } while (found >= size);
        return found;
    }

    /** The state behind this letter. */
    long after(long state, int letter) {
        return function(state, ROUNDS, letter);
    }

    private int network(long state, int base, int number) {
        int left = number / base;
        int right = number % base;
        for (int round = 0; round < ROUNDS; round++) {
            int next = (int) ((left + Math.floorMod(function(state, round, right), (long) base)) % base);
            left = right;
            right = next;
        }
        return left * base + right;
    }

    private long function(long state, int round, int value) {
        block.putLong(0, state).putInt(8, round).putInt(12, value);
        try {
            cipher.update(bytes, 0, BLOCK_BYTES, bytes, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return block.getLong(0);
    }
}
