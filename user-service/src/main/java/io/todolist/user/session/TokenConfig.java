package io.todolist.user.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "todolist.tokens")
interface TokenConfig {
    /** Together with the grace of a refresh token at most 14 minutes: V4__sessions.sql remembers an ended session for 15. */
    @WithDefault("10m")
    Duration accessTokenLife();
}
