package io.todolist.kit.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a service tells others what has happened, and gets to know what has happened there. */
@ConfigMapping(prefix = "todolist.events")
interface EventsConfig {
    /** Where hints are sent to: a broker, or the service that wants to know. Not set: nowhere. */
    Optional<URI> sink();

    /** The feed that is read, of another service. Not set: none. */
    Optional<URI> feed();

    /** Of the services among themselves. The first one is sent; two are taken while they change. Not set: nobody may read the feed. */
    Optional<List<String>> keys();

    /** Where a platform posts events and timers of its own, in place of /events. Not set: nowhere else. */
    Optional<String> path();

    /** For an answer; a service that is asleep may have to be started. */
    @WithDefault("30s")
    Duration timeout();

    /** When the feed is read first, so that a start has nothing more to do: a hint may have got lost while nobody was awake. */
    @WithDefault("10s")
    Duration first();

    /** How often it is read without a hint. */
    @WithDefault("10m")
    Duration every();

    /** How often an event may fail before it is set aside. */
    @WithDefault("5")
    int mostFailures();

    /** The pause after a failure; each further one is twice as long, up to a minute. */
    @WithDefault("1s")
    Duration firstPause();
}
