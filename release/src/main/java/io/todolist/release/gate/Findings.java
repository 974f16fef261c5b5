package io.todolist.release.gate;

import io.todolist.release.gate.Evidence.Changes;
import io.todolist.release.gate.Evidence.Module;
import io.todolist.release.walk.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

/** What of a tree is green and what is not. */
public final class Findings {
    private final Thresholds thresholds;
    private final List<Finding> all = new ArrayList<>();

    public record Finding(boolean green, String said) {}

    private Findings(Evidence evidence, Thresholds thresholds) {
        this.thresholds = thresholds;
        evidence.modules().forEach(this::tests);
        evidence.modules().stream().filter(module -> module.lines() > 0).forEach(this::coverage);
        changes(evidence.changes());
        schema(evidence.beside());
        manifests(evidence);
    }

    /**
     * @throws NoSuchElementException if nothing is known of the tree
     * @throws IllegalStateException if something is not committed
     */
    public static List<Finding> of(Repository repository, Thresholds thresholds) {
        String tree = repository.treeToRelease();
        String note = repository
                .note(tree)
                .orElseThrow(
                        () -> new NoSuchElementException(
                                "No tests of the tree " + tree + " are known here:"
                                        + " git fetch origin refs/notes/gate:refs/notes/gate, or ./mvnw verify and `release gate record`"));
        return of(Json.read(note, Evidence.class), thresholds);
    }

    static List<Finding> of(Evidence evidence, Thresholds thresholds) {
        return List.copyOf(new Findings(evidence, thresholds).all);
    }

    private void tests(Module module) {
        if (module.skipped().isEmpty()) {
            say(true, "%s: %,d tests passed", module.name(), module.tests());
        }
        module.skipped().forEach(test -> say(false, "%s: %s was skipped", module.name(), test));
    }

    private void coverage(Module module) {
        covered(module.name(), module.covered(), module.lines(), thresholds.coverage());
    }

    private void changes(Changes changes) {
        if (changes == null) {
            say(thresholds.first(), "There is no release before to compare the lines with");
        } else if (changes.lines() > 0) {
            boolean enough = covered(
                    "changed since " + changes.since(),
                    changes.covered(),
                    changes.lines(),
                    thresholds.changedCoverage());
            if (!enough) {
                changes.uncovered().forEach(line -> say(false, "%s has changed, and no test runs it", line));
            }
        } else {
            say(true, "No line that can be run has changed since %s", changes.since());
        }
    }

    private boolean covered(String what, long covered, long lines, double atLeast) {
        double share = (double) covered / lines;
        boolean enough = share >= atLeast;
        say(enough, "%s: tests run %.1f %% of %,d lines, at least %.1f %%", what, share * 100, lines, atLeast * 100);
        return enough;
    }

    private void schema(String beside) {
        if (beside == null) {
            say(thresholds.first(), "The release before was not tried on the schema of this one");
        } else {
            say(true, "The release before, %s, works on the schema of this one", beside);
        }
    }

    /** They are written by the build, and nothing of the tree was changed by it. */
    private void manifests(Evidence evidence) {
        boolean built =
                evidence.modules().stream().anyMatch(module -> module.name().equals("manifests") && module.tests() > 0);
        say(built, built ? "The manifests are what the build writes" : "Whether the manifests are fresh is not known");
    }

    private void say(boolean green, String said, Object... values) {
        all.add(new Finding(green, String.format(Locale.ENGLISH, said, values)));
    }
}
