package io.todolist.release.walk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.judge.Traffic;
import java.time.Instant;
import java.util.Map;

/**
 * What a router knows at a moment.
 *
 * @param split as it is now, whoever made it
 * @param mark changes whenever anybody sets the split
 */
@RegisterForReflection
public record Facts(Instant at, Split split, String mark, Map<String, Version> versions) {

    /**
     * @param ready whether it answers, or would after a start
     * @param ended how often one of its processes has ended that nobody had told to; grows like the counts of traffic
     */
    @RegisterForReflection
    public record Version(boolean ready, long ended, Traffic traffic) {
        static final Version UNKNOWN = new Version(false, 0, Traffic.NONE);
    }

    public Version of(String version) {
        return versions.getOrDefault(version, Version.UNKNOWN);
    }

    /** What a version has had since then. */
    public Version since(Facts earlier, String version) {
        Version now = of(version);
        Version then = earlier.of(version);
        return new Version(
                now.ready(),
                Math.max(0, now.ended() - then.ended()),
                now.traffic().since(then.traffic()));
    }
}
