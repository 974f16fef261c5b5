package io.todolist.release.report;

import java.util.List;
import java.util.stream.DoubleStream;

/** An axis from 0 to a value, and where it lies in the picture. */
record Scale(double to, double begin, double end, List<Double> ticks) {

    /** With ticks at 1, 2 or 5 of a power of ten, the last one at the end or before. */
    static Scale of(double to, double begin, double end) {
        double rough = to / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = DoubleStream.of(1, 2, 5, 10)
                .map(digit -> digit * power)
                .filter(tick -> tick >= rough * 0.999)
                .findFirst()
                .orElse(10 * power);
        return of(to, begin, end, step);
    }

    static Scale of(double to, double begin, double end, double step) {
        return new Scale(
                to,
                begin,
                end,
                DoubleStream.iterate(0, tick -> tick <= to * 1.001, tick -> tick + step)
                        .boxed()
                        .toList());
    }

    /** What is beyond the end is drawn at the end. */
    double at(double value) {
        return begin + (end - begin) * Math.max(0, Math.min(1, value / to));
    }
}
