package io.todolist.user.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "todolist.sessions")
interface SessionConfig {
    /** A session ends when it was not refreshed for this long. */
    @WithDefault("30d")
    Duration idle();

    /** And this long after the sign-in, however busy it was. */
    @WithDefault("180d")
    Duration longest();

    /**
     * How long a used refresh token still gets its successor again: for requests that were sent side by side, and for those
     * whose answer got lost. So it is longer than the gateway waits for an answer, its repetitions included.
     */
    @WithDefault("60s")
    Duration grace();
}
