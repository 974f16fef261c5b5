package io.todolist.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "todolist.sessions")
interface SessionConfig {
    /** A session ends when it was not refreshed for this long. */
    @WithDefault("30d")
    Duration idle();

    /** And this long after the log in, however busy it was. */
    @WithDefault("180d")
    Duration longest();

    /** How long a used refresh token still gets its successor again, for requests that were sent side by side. */
    @WithDefault("5s")
    Duration grace();
}
