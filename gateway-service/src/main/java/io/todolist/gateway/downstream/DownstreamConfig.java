package io.todolist.gateway.downstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long the gateway waits for a service, and when it stops asking. The time limits of one attempt are the REST client's; {@link Downstreams}
 * checks that all of them fit together.
 */
@ConfigMapping(prefix = "todolist.downstream")
interface DownstreamConfig {

    /** How long a request is held while its service does not answer, for instance because it is starting. */
    @WithDefault("30s")
    Duration hold();

    /** The pause before the second attempt; each further one is twice as long. */
    @WithDefault("50ms")
    Duration firstPause();

    /** The longest pause, and so the longest time until a held request sees that its service is back; jitter adds up to half of it. */
    @WithDefault("1s")
    Duration longestPause();

    /** What a client is told to wait (Retry-After) when a request was given up. */
    @WithDefault("2s")
    Duration retryAfter();

    /** Requests on their way to one service at once, half of them for one person, see {@link Places}. On Knative a pod has ten requests at most. */
    @WithDefault("64")
    int mostUnderWay();

    /**
     * Of these, lists, until their readers have taken them (see {@link SlowReaders}). By cursor one has 300 kB at most; by
     * number it can have 3 MB, and so many fit into the memory of a pod.
     */
    @WithDefault("16")
    int mostLists();

    /** Of these, searches, which can take long: other lists come in between. */
    @WithDefault("8")
    int mostSearches();

    /** Changes of several todos: the longest requests, of which each can wait for rows that another one has locked. */
    @WithDefault("4")
    int mostOfSeveral();

    /** How long one more waits for its turn before it is refused. A pod's connections limit how many can wait. */
    @WithDefault("2s")
    Duration longestWait();

    Circuit circuit();

    /** Opens when held requests keep being given up: further ones are refused at once. */
    interface Circuit {

        /** How many of the latest requests are looked at. */
        @WithDefault("10")
        int requests();

        /** The share of them that must have been given up. */
        @WithDefault("0.5")
        double failures();

        /** How long nothing is asked; then one request goes through, and its success closes the circuit. */
        @WithDefault("1s")
        Duration pause();
    }
}
