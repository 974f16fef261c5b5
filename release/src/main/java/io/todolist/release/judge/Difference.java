package io.todolist.release.judge;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is not the same in the answers of two versions to the same requests.
 *
 * @param path method, path and place in the answer, such as {@code GET /api/home todos.items[].due}
 * @param visits in which the request occurs
 * @param noise of these, in so many the current version differs from itself
 * @param differing and in so many the candidate differs from the current version
 * @param chance how probable that is, or more, if the candidate were the current version
 * @param accepted why it is accepted; null if nobody does
 */
@RegisterForReflection
public record Difference(
        String path,
        Kind kind,
        long visits,
        long noise,
        long differing,
        double chance,
        Verdict verdict,
        String accepted,
        Example example) {

    public enum Kind {
        VALUE("differs"),
        GONE("is gone"),
        ADDED("is new"),
        ORDER("has another order"),
        ITEMS("has other items");

        private final String said;

        Kind(String said) {
            this.said = said;
        }

        public String said() {
            return said;
        }
    }

    /** In the order in which a person wants to read them. */
    public enum Verdict {
        WORSE("worse"),
        TOO_FEW("too few visits"),
        ADDED("added, which harms nobody"),
        ACCEPTED("accepted"),
        NOISE("no more than chance");

        private final String said;

        Verdict(String said) {
            this.said = said;
        }

        public String said() {
            return said;
        }
    }

    /** @param request the place in its visit, from 1; what was made before the visit counts, too */
    @RegisterForReflection
    public record Example(String visit, int request, String current, String candidate) {
        public String said() {
            return "%s in place of %s (request %d of visit %s)".formatted(candidate, current, request, visit);
        }
    }

    /** In so many visits at least; one alone may be an accident. */
    private static final int FEWEST = 2;

    static final double LEVEL = 0.01;

    /** If equal versions often differed so much, a difference in each of so many visits would show nothing. */
    public static boolean areTooFew(long visits) {
        return visits < FEWEST || Errors.chance(visits, 0, visits, visits) >= LEVEL;
    }

    public static Difference judge(
            String path, Kind kind, long visits, long noise, long differing, String accepted, Example example) {
        double chance = Errors.chance(visits, noise, visits, differing);
        Verdict verdict;
        if (differing == 0) {
            verdict = Verdict.NOISE;
        } else if (accepted != null) {
            verdict = Verdict.ACCEPTED;
        } else if (kind == Kind.ADDED) {
            verdict = Verdict.ADDED;
        } else if (chance < LEVEL && differing >= FEWEST) {
            verdict = Verdict.WORSE;
        } else {
            verdict = differing > noise && areTooFew(visits) ? Verdict.TOO_FEW : Verdict.NOISE;
        }
        return new Difference(path, kind, visits, noise, differing, chance, verdict, accepted, example);
    }

    /** One or two sentences for people. */
    public String said() {
        String counted = "%s %s in %d of %d visits, and in %d between the current version and itself."
                .formatted(path, kind.said, differing, visits, noise);
        return example == null ? counted : counted + " For example: " + example.said() + ".";
    }
}
