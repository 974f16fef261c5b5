package io.todolist.release.report;

import io.todolist.release.judge.Judgement.Measure;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** A picture as SVG, with an axis below and one on the left. The page's style has its colours. */
final class Plot {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 240;
    static final double LEFT = 64;
    static final double RIGHT = WIDTH - 16;
    static final double TOP = 12;
    static final double BOTTOM = HEIGHT - 30;

    private final Scale across;
    private final Scale up;
    private final StringBuilder drawn = new StringBuilder();

    Plot(Scale across, DoubleFunction<String> below, Scale up, DoubleFunction<String> left) {
        this.across = across;
        this.up = up;
        for (double tick : up.ticks()) {
            double y = up.at(tick);
            draw("<path class=grid d='M%.1f %.1fH%.1f'/>", LEFT, y, RIGHT);
            draw("<text x=%.1f y=%.1f text-anchor=end>%s</text>", LEFT - 8, y + 4, Page.text(left.apply(tick)));
        }
        for (double tick : across.ticks()) {
            double x = across.at(tick);
            draw("<path class=grid d='M%.1f %.1fv4'/>", x, BOTTOM);
            draw("<text x=%.1f y=%.1f text-anchor=middle>%s</text>", x, BOTTOM + 20, Page.text(below.apply(tick)));
        }
    }

    record Point(double x, double y) {}

    /** Each value stays until the next one. */
    void stairs(List<Point> points, double until) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(
                    path.isEmpty()
                            ? format("M%.1f %.1f", across.at(point.x()), up.at(point.y()))
                            : format("H%.1fV%.1f", across.at(point.x()), up.at(point.y())));
        }
        path.append(format("H%.1f", across.at(until)));
        draw("<path class=area d='%sV%.1fH%.1fZ'/>", path, BOTTOM, LEFT);
        draw("<path class=line d='%s'/>", path);
    }

    /** With its interval, a little beside its place. */
    void measure(double x, double beside, Measure measure, String kind, String said) {
        double at = across.at(x) + beside;
        draw("<g class='%s'><title>%s</title>", kind, Page.text(said));
        draw("<path d='M%.1f %.1fV%.1f'/>", at, up.at(measure.low()), up.at(measure.high()));
        draw("<circle cx=%.1f cy=%.1f r=4 /></g>", at, up.at(measure.value()));
    }

    void dot(double x, double y, String kind, String said) {
        draw(
                "<circle class='%s' cx=%.1f cy=%.1f r=4><title>%s</title></circle>",
                kind, across.at(x), up.at(y), Page.text(said));
    }

    String svg(String label) {
        return format(
                "<svg viewBox='0 0 %.0f %.0f' role=img aria-label=\"%s\">%s</svg>",
                WIDTH, HEIGHT, Page.text(label), drawn);
    }

    private void draw(String format, Object... values) {
        drawn.append(format(format, values)).append('\n');
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ENGLISH, format, values);
    }
}
