package io.todolist.release.report;

import io.todolist.release.judge.Judgement;
import io.todolist.release.judge.Judgement.About;
import io.todolist.release.judge.Judgement.Measure;
import io.todolist.release.judge.Judgement.Verdict;
import io.todolist.release.report.Plot.Point;
import io.todolist.release.walk.Start;
import io.todolist.release.walk.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** The pictures of a release. */
final class Plots {
    private final State state;
    private final double end;

    Plots(State state) {
        this.state = state;
        Stream<Instant> told = state.events().stream().map(State.Event::at);
        Stream<Instant> judged = state.judgements().stream().map(Judgement::at);
        end = Stream.concat(told, judged).mapToDouble(this::seconds).max().orElse(0) * 1.02 + 1;
    }

    String share() {
        Plot plot = over(Scale.of(100, Plot.BOTTOM, Plot.TOP, 25), share -> Words.number(share) + " %");
        List<Point> points = new ArrayList<>();
        for (State.Event event : state.events()) {
            points.add(new Point(seconds(event.at()), event.percent()));
        }
        plot.stairs(points, end);
        for (State.Event event : state.events()) {
            plot.dot(seconds(event.at()), event.percent(), "event", event.said());
        }
        return plot.svg("The candidate's share of the visitors over time");
    }

    String judged(About about) {
        List<Judgement> judgements = about(about);
        // An interval of few requests may be far wider than anything that was measured.
        double highest = judgements.stream()
                .flatMap(judgement -> Stream.of(judgement.current(), judgement.candidate()))
                .mapToDouble(measure -> Math.min(measure.high(), 2.5 * measure.value()))
                .max()
                .orElse(0);
        DoubleFunction<String> label = about == About.ERRORS ? Words::percent : Words::time;
        Plot plot = over(Scale.of(highest == 0 ? 0.05 : highest * 1.05, Plot.BOTTOM, Plot.TOP), label);
        for (Judgement judgement : judgements) {
            double at = seconds(judgement.at());
            plot.measure(at, -3, judgement.current(), "current", said(state.current(), about, judgement.current()));
            plot.measure(
                    at,
                    3,
                    judgement.candidate(),
                    kind(judgement),
                    said(state.candidate(), about, judgement.candidate()));
        }
        return plot.svg(Words.of(about) + " over time, with intervals");
    }

    /** One beside the other, in the order in which they were measured. */
    String starts() {
        List<Start> starts =
                state.starts().stream().filter(start -> start.took() != null).toList();
        double slowest = starts.stream().mapToDouble(Plots::took).max().orElse(1);
        Plot plot = new Plot(
                Scale.of(starts.size() + 1.0, Plot.LEFT, Plot.RIGHT),
                Words::number,
                Scale.of(slowest * 1.1, Plot.BOTTOM, Plot.TOP),
                Words::time);
        for (int i = 0; i < starts.size(); i++) {
            Start start = starts.get(i);
            String kind = start.version().equals(state.current()) ? "current" : "candidate";
            plot.dot(i + 1, took(start), kind, start.version() + ": " + Words.time(took(start)));
        }
        return plot.svg("Cold starts of both versions in turn");
    }

    boolean has(About about) {
        return !about(about).isEmpty();
    }

    private List<Judgement> about(About about) {
        return state.judgements().stream()
                .filter(judgement -> judgement.about() == about && judgement.verdict() != Verdict.TOO_FEW)
                .toList();
    }

    private static String kind(Judgement judgement) {
        return judgement.verdict() == Verdict.WORSE ? "candidate worse" : "candidate";
    }

    private static String said(String version, About about, Measure measure) {
        return version + ": " + Words.of(about, measure);
    }

    /** Minutes or, of a short one, seconds go from left to right. */
    private Plot over(Scale up, DoubleFunction<String> left) {
        double unit = end > 180 ? 60 : 1;
        Scale units = Scale.of(end / unit, Plot.LEFT, Plot.RIGHT);
        Scale across = new Scale(
                end,
                Plot.LEFT,
                Plot.RIGHT,
                units.ticks().stream().map(tick -> tick * unit).toList());
        return new Plot(across, at -> Words.number(at / unit) + (unit == 60 ? " min" : " s"), up, left);
    }

    private double seconds(Instant at) {
        return Duration.between(state.began(), at).toMillis() / 1000.0;
    }

    private static double took(Start start) {
        return start.took().toNanos() / 1e9;
    }
}
