package io.todolist.release.judge;

import io.todolist.release.judge.Judgement.About;
import io.todolist.release.judge.Judgement.Measure;
import io.todolist.release.judge.Judgement.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/** Whether the candidate's cold starts take too long, by an exact rank test against the accepted multiple of the others. */
public final class ColdStarts {
    private ColdStarts() {}

    public static Judgement judge(
            Instant at, List<Duration> current, List<Duration> candidate, double slower, double level) {
        double[] before = seconds(current);
        double[] after = seconds(candidate);
        double[] accepted = Arrays.stream(before).map(time -> time * slower).toArray();
        double chance = MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(after, accepted)
                .getPValue();
        Verdict verdict = chance < level ? Verdict.WORSE : Verdict.FINE;
        Measure usual = median(before);
        Measure now = median(after);
        String said = String.format(
                Locale.ENGLISH,
                "Half of the candidate's cold starts took at most %,.0f ms, of the current version's %,.0f ms; up to %.2f times as long is accepted. %s",
                now.value() * 1000,
                usual.value() * 1000,
                slower,
                Judgement.said(chance, level));
        return new Judgement(at, 0, About.STARTS, verdict, usual, now, chance, level, said);
    }

    /** With the interval between two of the times: each is below the median with a chance of one half. */
    private static Measure median(double[] times) {
        double[] sorted = Arrays.stream(times).sorted().toArray();
        int n = sorted.length;
        int low = Math.max(0, BinomialDistribution.of(n, 0.5).inverseCumulativeProbability(0.025) - 1);
        double middle = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        return new Measure(middle, sorted[low], sorted[n - 1 - low], n);
    }

    private static double[] seconds(List<Duration> times) {
        return times.stream().mapToDouble(time -> time.toNanos() / 1e9).toArray();
    }
}
