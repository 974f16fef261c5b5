package io.todolist.release.walk;

import io.todolist.release.judge.Replayed;
import io.todolist.release.judge.Times;
import io.todolist.release.judge.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Two versions with made-up visitors, a clock that is moved by hand, and a place for the state; it can die at any point. */
public final class World extends Clock implements Router, StateStore, Replayer {
    public static final String CURRENT = "v1";
    public static final String CANDIDATE = "v2";

    /** What a version is like. */
    public static final class Behaviour {
        public double errorRate;
        public double replayedErrorRate;
        public double coldSeconds = 1;
        boolean ready = true;
        long ended;
        public ToDoubleFunction<Random> seconds = random -> 0.05 * Math.exp(0.5 * random.nextGaussian());

        public ToDoubleFunction<Random> replayedSeconds = seconds;

        private long requests;
        private long errors;
        private final Times times = new Times();

        private void answers(double errorRate, ToDoubleFunction<Random> seconds, Random random) {
            requests++;
            errors += random.nextDouble() < errorRate ? 1 : 0;
            times.add(seconds.applyAsDouble(random));
        }
    }

    /** As if by kill -9. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    public final Map<String, Behaviour> versions =
            new TreeMap<>(Map.of(CURRENT, new Behaviour(), CANDIDATE, new Behaviour()));
    final List<Split> splits = new ArrayList<>();
    public double requestsPerSecond = 40;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** What a replay says. */
    public Replayed replayed = Replayed.judge(now, 10, 0, null, 100, 0, List.of());

    int replays;
    int topUps;

    /** Whether the recording for a step with too few visitors is here, and how many of the requests that are wanted it has. */
    boolean hasRecording = true;

    double replayable = 1;

    /** What is wrong with a recording before a release begins. */
    String wrong;

    /** Who plays it. */
    boolean dies;

    private double left;

    /** So many points of reading, writing and doing are survived. */
    int pointsLeft = Integer.MAX_VALUE;

    /** What somebody else does just before the split is set. */
    Runnable meanwhile = () -> {};

    private final Random random;
    private int marks;
    private Facts facts;
    private State state;
    private int writes;

    public World(long seed) {
        random = new Random(seed);
        set(new Split(Map.of(CURRENT, 100)));
    }

    public Behaviour current() {
        return versions.get(CURRENT);
    }

    public Behaviour candidate() {
        return versions.get(CANDIDATE);
    }

    /** By hand, or by the router. */
    void set(Split split) {
        splits.add(split);
        marks++;
        facts = null;
    }

    Split split() {
        return splits.get(splits.size() - 1);
    }

    void forget() {
        state = null;
    }

    void pass(Duration time) {
        now = now.plus(time);
        facts = null;
        left += requestsPerSecond * time.toMillis() / 1000;
        long requests = (long) left;
        left -= requests;
        for (long i = 0; i < requests; i++) {
            int visitor = random.nextInt(100);
            Behaviour version = visitor < split().of(CANDIDATE) ? candidate() : current();
            version.answers(version.errorRate, version.seconds, random);
        }
    }

    @Override
    public Facts facts() {
        point();
        if (facts == null) {
            Map<String, Facts.Version> seen = new HashMap<>();
            versions.forEach((name, is) -> seen.put(
                    name,
                    new Facts.Version(
                            is.ready, is.ended, new Traffic(is.requests, is.errors, 0, is.times.histogram()))));
            facts = new Facts(now, split(), "mark " + marks, seen);
        }
        return facts;
    }

    @Override
    public boolean apply(Split split, String mark) {
        point();
        Runnable other = meanwhile;
        meanwhile = () -> {};
        other.run();
        boolean fresh = mark.equals("mark " + marks);
        if (fresh) {
            set(split);
        }
        point();
        return fresh;
    }

    @Override
    public Optional<Duration> start(String version, Duration limit) {
        point();
        double seconds = versions.get(version).coldSeconds * Math.exp(0.05 * random.nextGaussian());
        Duration took = Duration.ofNanos((long) (seconds * 1e9));
        now = now.plus(took);
        facts = null;
        point();
        return Optional.of(took).filter(time -> time.compareTo(limit) < 0);
    }

    @Override
    public Address address(String version) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Duration countsWithin() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void check(Plan plan, String current, String candidate) {
        if (wrong != null) {
            throw new IllegalArgumentException(wrong);
        }
    }

    @Override
    public boolean canTopUp(Plan plan) {
        return hasRecording;
    }

    /** The ingress counts that as if somebody had come. */
    @Override
    public TopUp.Came topUp(State state, Action.TopUp wanted) {
        point();
        if (dies) {
            throw new Killed();
        }
        topUps++;
        long most = Math.max(wanted.candidate(), (wanted.current() + 1) / 2);
        long each = (long) (most * replayable);
        Traffic first = replayed(current(), each);
        pass(Duration.ofSeconds(30));
        point();
        Traffic second = replayed(current(), each);
        Traffic third = replayed(candidate(), each);
        pass(Duration.ofSeconds(30));
        point();
        return new TopUp.Came(now.plus(countsWithin()), (int) Math.min(each, 10), 0, null, first.plus(second), third);
    }

    private Traffic replayed(Behaviour version, long requests) {
        Behaviour there = new Behaviour();
        for (long i = 0; i < requests; i++) {
            there.answers(version.replayedErrorRate, version.replayedSeconds, random);
            version.answers(version.replayedErrorRate, version.replayedSeconds, random);
        }
        facts = null;
        return new Traffic(there.requests, there.errors, 0, there.times.histogram());
    }

    @Override
    public Replayed replay(State state) {
        point();
        replays++;
        now = now.plusSeconds(60);
        facts = null;
        point();
        return replayed;
    }

    @Override
    public Optional<Stored> read() {
        point();
        return Optional.ofNullable(state).map(found -> new Stored(found, "write " + writes));
    }

    @Override
    public Optional<String> write(State state, String mark) {
        point();
        if (!Objects.equals(mark, this.state == null ? null : "write " + writes)) {
            return Optional.empty();
        }
        this.state = state;
        writes++;
        point();
        return Optional.of("write " + writes);
    }

    private void point() {
        if (pointsLeft-- == 0) {
            throw new Killed();
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
