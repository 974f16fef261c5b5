package io.todolist.user.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** An Argon2id hash (RFC 9106) that carries its own salt and cost, written as a PHC string. */
record PasswordHash(int memory, int iterations, int parallelism, byte[] salt, byte[] hash) {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    static PasswordHash of(String password, PasswordConfig cost) {
        PasswordHash blank = blank(cost);
        return new PasswordHash(blank.memory, blank.iterations, blank.parallelism, blank.salt, blank.derive(password));
    }

    /** Matches no password, at the price of one that does. */
    static PasswordHash blank(PasswordConfig cost) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(cost.memory(), cost.iterations(), cost.parallelism(), salt, new byte[HASH_BYTES]);
    }

    static PasswordHash parse(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("A stored password hash is not an Argon2id PHC string");
        }
        return new PasswordHash(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Base64.getDecoder().decode(parts.group(4)),
                Base64.getDecoder().decode(parts.group(5)));
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password));
    }

    boolean costs(PasswordConfig cost) {
        return memory == cost.memory() && iterations == cost.iterations() && parallelism == cost.parallelism();
    }

    String phc() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(memory, iterations, parallelism, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /** Keyboards differ in how they compose a character: NFC makes them one (RFC 8265, OpaqueString). */
    private byte[] derive(String password) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .build());
        byte[] derived = new byte[hash.length];
        argon2.generateBytes(Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(UTF_8), derived);
        return derived;
    }
}
