package io.todolist.release.command;

import io.todolist.release.walk.Plan;
import io.todolist.release.walk.Replay;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "plan", description = "Says what a release would do, and how long it takes.")
class PlanCommand implements Runnable {
    @Mixin
    private Where where;

    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        Plan plan = where.plan();
        PrintWriter out = command.commandLine().getOut();
        out.printf("%s%n", plan.service());
        out.printf(
                "  0 %%  %d cold starts of each version; %.2f times as long is accepted%n",
                plan.starts(), plan.slowerStart());
        tell(plan.replay(), out);
        for (int percent : plan.steps()) {
            if (percent < 100) {
                out.printf(
                        "%3d %%  %s to %s, %,d requests of each version; %.2f times as long is accepted%n",
                        percent, said(plan.window()), said(plan.deadline()), plan.needed(), plan.slower());
            }
        }
        tellTopUp(plan.topUp(), out);
        out.printf("100 %%  %s%n", plan.hold() ? "when a person says yes" : "at once");
        int windows = plan.steps().size() - 1;
        out.printf(
                "%s at least. A candidate of which %.4g %% of the requests fail is stopped with %.1f %%.%n",
                said(plan.window().multipliedBy(windows)), plan.smallestErrorRate() * 100, plan.power() * 100);
        if (plan.topUp() != null) {
            out.printf(
                    "Without any visitors, by replayed requests alone: with %.1f %%.%n", plan.powerOfReplayed() * 100);
        }
        out.flush();
    }

    private static void tell(Replay replay, PrintWriter out) {
        if (replay == null) {
            out.printf("  0 %%  no recording is replayed%n");
        } else {
            out.printf(
                    "  0 %%  %s is replayed%s, %s times as fast: at most %,d visits, by three accounts each%n",
                    replay.recording(),
                    replay.throwaway() == null ? "" : " to the versions of " + replay.throwaway(),
                    BigDecimal.valueOf(replay.speed()).stripTrailingZeros().toPlainString(),
                    replay.visits());
        }
    }

    private static void tellTopUp(Replay topUp, PrintWriter out) {
        if (topUp != null) {
            out.printf(
                    "       with fewer, at most %,d visits of %s are replayed after the window%n",
                    topUp.visits(), topUp.recording());
        }
    }

    /** Such as 1h30m. */
    private static String said(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
