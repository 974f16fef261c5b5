package io.todolist.release.judge;

/**
 * How rarely a version may count as worse than itself: in one of 100 releases, all of whose judgements share that. A tenth
 * is for the starts; each step has the same part of the rest, half of it for errors and half for latency. Of this half,
 * four fifths are for the judgement at the end of the step and a fifth for all the early ones together.
 *
 * @param step for one step, in one respect
 */
public record Levels(double step) {
    static final double RELEASE = 0.01;

    public static final double STARTS = RELEASE / 10;

    private static final long FIRST_LOOK = 10;

    public static Levels of(int steps) {
        return new Levels((RELEASE - STARTS) / steps / 2);
    }

    public double end() {
        return step * 4 / 5;
    }

    /** The k-th early one has 1 / k (k + 1) of what is for all of them, however many there will be. */
    public double early(int look) {
        return step / 5 / (look * (look + 1.0));
    }

    /** There is an early look at 10 requests of the candidate, at 20, at 40 and so on: the number of the last one. */
    public static int looks(long requests) {
        return requests < FIRST_LOOK ? 0 : 64 - Long.numberOfLeadingZeros(requests / FIRST_LOOK);
    }
}
