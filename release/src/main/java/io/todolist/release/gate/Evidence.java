package io.todolist.release.gate;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * What the tests of a tree have shown, which all passed or were skipped.
 *
 * @param tree of git: all files, whatever commit they are in
 * @param changes null if no release before is known
 * @param beside the commit of the release before that worked on the schema of this one; null if that was not tried
 */
@RegisterForReflection
public record Evidence(int format, String tree, Instant at, List<Module> modules, Changes changes, String beside) {
    static final int FORMAT = 1;

    public Evidence {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "The note has format %d, and this program knows %d".formatted(format, FORMAT));
        }
    }

    /**
     * A module that has tests.
     *
     * @param lines that can be run, none if that is not measured
     * @param covered of them, those that any module's test has run
     */
    @RegisterForReflection
    public record Module(String name, long tests, List<String> skipped, long lines, long covered) {}

    /**
     * The lines that are other ones since a release.
     *
     * @param uncovered FILE:LINE, or FILE:FIRST-LAST
     */
    @RegisterForReflection
    public record Changes(String since, long lines, long covered, List<String> uncovered) {}
}
