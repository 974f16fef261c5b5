package io.todolist.release.walk;

import java.time.Duration;
import java.util.Optional;

/** What sends the visitors to the versions. What cannot be reached ends in an UncheckedIOException. */
public interface Router {
    Facts facts();

    /**
     * Sends the visitors these ways, by one change. The versions that it names with 0 % stay reachable under their tags.
     *
     * @param mark of the facts from which this follows
     * @return false if somebody has set the split since then; nothing is changed then
     */
    boolean apply(Split split, String mark);

    /**
     * One cold start, of which no visitor notices anything.
     *
     * @return how long it took to the first good answer; nothing if there was none within the limit
     */
    Optional<Duration> start(String version, Duration limit);

    /** How long after its answer a request may be counted. */
    Duration countsWithin();

    /** Where a version is reached, whatever its share. */
    Address address(String version);
}
