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

    /** @param replayed in their place where there were too few, or none */
    public static Judgement judge(Instant at, int percent, Both visitors, Both replayed, double level) {
        double chance = chance(visitors, replayed);
        Verdict verdict = chance < level ? Verdict.WORSE : Verdict.FINE;
        String also = replayed.hasNone()
                ? ""
                : "Of replayed ones %s failed, and %s. "
                        .formatted(share(replayed.candidate()), share(replayed.current()));
        String said = "%s of the candidate's requests failed, and %s of the current version's. %s%s"
                .formatted(share(visitors.candidate()), share(visitors.current()), also, Judgement.said(chance, level));
        return new Judgement(
                at,
                percent,
                About.ERRORS,
                verdict,
                measure(visitors.current()),
                measure(visitors.candidate()),
                chance,
                level,
                said,
                replayed.hasNone() ? null : measure(replayed.current()),
                replayed.hasNone() ? null : measure(replayed.candidate()));
    }

    /**
     * Of both kinds together, of which each is compared with its own kind alone: what is replayed may fail more often or more
     * rarely than what visitors ask for, and the versions have different parts of each.
     */
    static double chance(Both visitors, Both replayed) {
        long errors = visitors.candidate().errors() + replayed.candidate().errors();
        if (errors == 0) {
            return 1;
        }
        if (replayed.hasNone()) {
            return atLeast(visitors, errors);
        }
        HypergeometricDistribution ofReplayed = errors(replayed);
        double chance = 0;
        for (int some = ofReplayed.getSupportLowerBound(); some <= ofReplayed.getSupportUpperBound(); some++) {
            chance += ofReplayed.probability(some) * atLeast(visitors, errors - some);
        }
        return Math.min(1, chance);
    }

    private static double atLeast(Both requests, long errors) {
        if (errors <= 0) {
            return 1;
        }
        return requests.hasNone() ? 0 : errors(requests).survivalProbability(Math.toIntExact(errors) - 1);
    }

    /** If the same share of both fails, the candidate's errors are a sample without replacement of all requests. */
    private static HypergeometricDistribution errors(Both requests) {
        return HypergeometricDistribution.of(
                Math.toIntExact(
                        requests.current().requests() + requests.candidate().requests()),
                Math.toIntExact(
                        requests.current().errors() + requests.candidate().errors()),
                Math.toIntExact(requests.candidate().requests()));
    }

    /** The chance that the candidate has as many, or more. */
    static double chance(long currentRequests, long currentErrors, long candidateRequests, long candidateErrors) {
        return chance(
                new Both(
                        new Traffic(currentRequests, currentErrors, 0, Histogram.EMPTY),
                        new Traffic(candidateRequests, candidateErrors, 0, Histogram.EMPTY)),
                Both.NONE);
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
