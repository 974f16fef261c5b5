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
        public double coldSeconds = 1;
        boolean ready = true;
        long ended;
        public ToDoubleFunction<Random> seconds = random -> 0.05 * Math.exp(0.5 * random.nextGaussian());

        private long requests;
        private long errors;
        private final Times times = new Times();
    }

    /** As if by kill -9. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    public final Map<String, Behaviour> versions =
            new TreeMap<>(Map.of(CURRENT, new Behaviour(), CANDIDATE, new Behaviour()));
    final List<Split> splits = new ArrayList<>();
    double requestsPerSecond = 40;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** What a replay says. */
    public Replayed replayed = Replayed.judge(now, 10, 0, null, 100, 0, List.of());

    int replays;

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
        long requests = Math.round(requestsPerSecond * time.toMillis() / 1000);
        for (long i = 0; i < requests; i++) {
            int visitor = random.nextInt(100);
            Behaviour version = visitor < split().of(CANDIDATE) ? candidate() : current();
            version.requests++;
            version.errors += random.nextDouble() < version.errorRate ? 1 : 0;
            version.times.add(version.seconds.applyAsDouble(random));
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
