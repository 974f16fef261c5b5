package io.todolist.release.judge;

import io.todolist.release.judge.Judgement.About;
import io.todolist.release.judge.Judgement.Measure;
import io.todolist.release.judge.Judgement.Verdict;
import java.time.Instant;
import java.util.Locale;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Whether more of the candidate's requests failed, by Fisher's exact test, which works with no error at all, too. It takes
 * requests as independent: a visitor who sends a request that fails again and again counts as often as it was sent.
 */
public final class Errors {
    private Errors() {}

    public static Judgement judge(Instant at, int percent, Traffic current, Traffic candidate, double level) {
        double chance = chance(current.requests(), current.errors(), candidate.requests(), candidate.errors());
        Verdict verdict = chance < level ? Verdict.WORSE : Verdict.FINE;
        String said = "%s of the candidate's requests failed, and %s of the current version's. %s"
                .formatted(share(candidate), share(current), Judgement.said(chance, level));
        return new Judgement(
                at, percent, About.ERRORS, verdict, measure(current), measure(candidate), chance, level, said);
    }

    /**
     * If the same share of both fails, the candidate's errors are a sample without replacement of all requests: the chance
     * that it has as many, or more.
     */
    static double chance(long currentRequests, long currentErrors, long candidateRequests, long candidateErrors) {
        if (candidateErrors == 0) {
            return 1;
        }
        int all = Math.toIntExact(currentRequests + candidateRequests);
        int errors = Math.toIntExact(currentErrors + candidateErrors);
        return HypergeometricDistribution.of(all, errors, (int) candidateRequests)
                .survivalProbability((int) candidateErrors - 1);
    }

    /** The share with its Clopper-Pearson interval. */
    static Measure measure(Traffic traffic) {
        long requests = traffic.requests();
        long errors = traffic.errors();
        if (requests == 0) {
            return new Measure(0, 0, 1, 0);
        }
        double low = errors == 0
                ? 0
                : BetaDistribution.of(errors, requests - errors + 1.0).inverseCumulativeProbability(0.025);
        double high = errors == requests
                ? 1
                : BetaDistribution.of(errors + 1.0, requests - errors).inverseCumulativeProbability(0.975);
        return new Measure((double) errors / requests, low, high, requests);
    }

    private static String share(Traffic traffic) {
        return String.format(Locale.ENGLISH, "%,d of %,d", traffic.errors(), traffic.requests());
    }
}
