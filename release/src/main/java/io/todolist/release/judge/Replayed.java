package io.todolist.release.judge;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.judge.Judgement.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came of a recording that was played to both versions.
 *
 * @param visits that were played, by two accounts of the current version and one of the candidate
 * @param notPlayed visits for which there was no account, and why
 * @param requests of all visits
 * @param unlike of these, that the current version answered with another status than was recorded
 * @param differences the worst first, and what comes first in a visit before what follows from it
 * @param further differences that the list has no room for
 */
@RegisterForReflection
public record Replayed(
        Instant at,
        int visits,
        int notPlayed,
        String whyNot,
        long requests,
        long unlike,
        Verdict verdict,
        List<Difference> differences,
        int further) {
    /** A state has to fit into a ConfigMap. */
    private static final int MOST = 50;

    /** With more than such a share of other statuses it was not what the visitors did. */
    private static final double UNLIKE = 0.1;

    public static Replayed judge(
            Instant at,
            int visits,
            int notPlayed,
            String whyNot,
            long requests,
            long unlike,
            List<Difference> differences) {
        List<Difference> worstFirst = differences.stream()
                .sorted(Comparator.comparing(Difference::verdict)
                        .thenComparing(difference -> difference.example() == null
                                ? Integer.MAX_VALUE
                                : difference.example().request())
                        .thenComparing(Difference::path))
                .toList();
        Verdict verdict = has(differences, Difference.Verdict.WORSE)
                ? Verdict.WORSE
                : Difference.areTooFew(visits)
                                || unlike > UNLIKE * requests
                                || has(differences, Difference.Verdict.TOO_FEW)
                        ? Verdict.TOO_FEW
                        : Verdict.FINE;
        int shown = Math.min(MOST, worstFirst.size());
        return new Replayed(
                at,
                visits,
                notPlayed,
                whyNot,
                requests,
                unlike,
                verdict,
                worstFirst.subList(0, shown),
                worstFirst.size() - shown);
    }

    private static boolean has(List<Difference> differences, Difference.Verdict verdict) {
        return differences.stream().anyMatch(difference -> difference.verdict() == verdict);
    }

    /** Of people's sentences, the beginning. */
    public String counted() {
        String other = unlike == 0 ? "" : " (%,d answered with another status than was recorded)".formatted(unlike);
        String played = "%,d visits with %,d requests%s were replayed".formatted(visits, requests, other);
        return notPlayed == 0 ? played : played + ", and %,d were not: %s".formatted(notPlayed, whyNot);
    }

    /** One or some sentences for people. */
    public String said() {
        Optional<Difference> first = differences.stream()
                .filter(difference -> difference.verdict() == Difference.Verdict.WORSE
                        || difference.verdict() == Difference.Verdict.TOO_FEW)
                .findFirst();
        String played = counted();
        return switch (verdict) {
            case FINE -> played + "; the candidate answers as the current version does.";
            case WORSE ->
                "The candidate answers otherwise. "
                        + first.map(Difference::said).orElse("");
            case TOO_FEW ->
                played + ", which is too little to judge by."
                        + first.map(difference -> " " + difference.said()).orElse("");
        };
    }
}
