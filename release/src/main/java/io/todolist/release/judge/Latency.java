package io.todolist.release.judge;

import io.todolist.release.judge.Judgement.About;
import io.todolist.release.judge.Judgement.Measure;
import io.todolist.release.judge.Judgement.Verdict;
import java.time.Instant;
import java.util.Locale;

/**
 * Whether the candidate's warm requests take too long, by a bootstrap interval of the ratio between the versions' 95th
 * percentiles: the candidate is worse if the lower end of the interval is above what the plan accepts.
 */
public final class Latency {
    /** With fewer requests than this, the slowest twentieth is not even one. */
    public static final long FEWEST = 20;

    private Latency() {}

    /** @param about whose requests they are: of visitors, or replayed ones */
    public static Judgement judge(Instant at, int percent, About about, Both requests, double slower, double level) {
        Quantile before = new Quantile(requests.current().warm());
        Quantile after = new Quantile(requests.candidate().warm());
        double chance = after.chanceOfAtMost(slower, before);
        boolean few = requests.warm() < FEWEST;
        Verdict verdict = few ? Verdict.TOO_FEW : chance < level ? Verdict.WORSE : Verdict.FINE;
        String said = few
                ? "Fewer than %d warm requests of a version say nothing about the slowest twentieth.".formatted(FEWEST)
                : String.format(
                        Locale.ENGLISH,
                        "95 %% of the candidate's %s took at most %,.0f ms, of the current version's %,.0f ms; up to %.2f times as long is accepted. %s",
                        about == About.LATENCY ? "warm requests" : "replayed requests",
                        after.seconds() * 1000,
                        before.seconds() * 1000,
                        slower,
                        Judgement.said(chance, level));
        return new Judgement(at, percent, about, verdict, measure(before), measure(after), chance, level, said);
    }

    private static Measure measure(Quantile quantile) {
        return new Measure(quantile.seconds(), quantile.seconds(0.025), quantile.seconds(0.975), quantile.of);
    }
}
