package io.todolist.user.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How wrong passwords slow down the next attempt. */
@ConfigMapping(prefix = "todolist.attempts")
interface AttemptConfig {
    /** The failure in a row that is the first to be followed by a delay. */
    @WithDefault("5")
    int delayFrom();

    /** After that failure; doubled with each further one. */
    @WithDefault("1s")
    Duration firstDelay();

    @WithDefault("60s")
    Duration longestDelay();

    /** Failures are forgotten when there was no attempt for this long: fewer guesses than the longest delay allows. */
    @WithDefault("15m")
    Duration forgetAfter();
}
