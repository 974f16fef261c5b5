package io.todolist.user.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "todolist.tokens")
interface TokenConfig {
    /** At most an hour: V4__sessions.sql remembers ended sessions for two. */
    @WithDefault("10m")
    Duration accessTokenLife();
}
