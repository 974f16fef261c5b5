package io.todolist.user.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a hash costs (OWASP Password Storage Cheat Sheet) and how many are made at a time. */
@ConfigMapping(prefix = "todolist.passwords")
interface PasswordConfig {
    /** KiB; at least eight for each lane of {@link #parallelism()} (RFC 9106, 3.1). */
    @WithDefault("19456")
    int memory();

    @WithDefault("2")
    int iterations();

    @WithDefault("1")
    int parallelism();

    /** Hashes made at once; each needs {@link #memory()} and one core. */
    @WithDefault("2")
    int threads();

    /** Hashes that may wait; what comes on top is refused. */
    @WithDefault("64")
    int queue();

    /** Not by annotations: for these Quarkus would build a validator more at every start. */
    default PasswordConfig checked() {
        if (iterations() < 1 || parallelism() < 1 || memory() / 8 < parallelism() || threads() < 1 || queue() < 0) {
            throw new IllegalArgumentException(
                    "todolist.passwords: memory=%d (at least 8 times parallelism), iterations=%d, parallelism=%d, threads=%d (each at least 1), queue=%d (at least 0)"
                            .formatted(memory(), iterations(), parallelism(), threads(), queue()));
        }
        return this;
    }
}
