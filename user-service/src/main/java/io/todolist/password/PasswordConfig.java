package io.todolist.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** What a hash costs (OWASP Password Storage Cheat Sheet) and how many are made at a time. */
@ConfigMapping(prefix = "todolist.passwords")
interface PasswordConfig {
    /** KiB. */
    @WithDefault("19456")
    @Min(8)
    int memory();

    @WithDefault("2")
    @Min(1)
    int iterations();

    @WithDefault("1")
    @Min(1)
    int parallelism();

    /** Hashes made at once; each needs {@link #memory()} and one core. */
    @WithDefault("2")
    @Min(1)
    int threads();

    /** Hashes that may wait; what comes on top is refused. */
    @WithDefault("64")
    @Min(0)
    int queue();
}
