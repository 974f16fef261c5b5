package io.todolist.release.replay;

import io.todolist.release.judge.Replayed;
import io.todolist.release.local.Throwaway;
import io.todolist.release.walk.Accepted;
import io.todolist.release.walk.Action;
import io.todolist.release.walk.Address;
import io.todolist.release.walk.Environment;
import io.todolist.release.walk.Plan;
import io.todolist.release.walk.Replay;
import io.todolist.release.walk.Replayer;
import io.todolist.release.walk.Router;
import io.todolist.release.walk.State;
import io.todolist.release.walk.TopUp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Plays recordings, one at a time in a folder. */
public final class Replays implements Replayer {
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    private final Router router;
    private final Path folder;
    private final Clock clock;
    private final Consumer<String> told;
    private boolean saysWhy;

    /**
     * @param router knows where the versions are; null if whoever plays says so
     * @param folder where the accounts are noted
     * @param told what a person should know
     */
    public Replays(Router router, Path folder, Clock clock, Consumer<String> told) {
        this.router = router;
        this.folder = folder;
        this.clock = clock;
        this.told = told;
    }

    @Override
    public void check(Plan plan, String current, String candidate) {
        Stream.of(plan.replay(), plan.topUp()).filter(Objects::nonNull).forEach(how -> {
            Recording.toPlay(how.recording());
            if (how.throwaway() == null) {
                address(how.current(), current).headers().values().forEach(Environment::said);
                address(how.candidate(), candidate).headers().values().forEach(Environment::said);
            }
        });
    }

    @Override
    public Replayed replay(State state) {
        Replay how = state.plan().replay();
        Recording recording = Recording.toPlay(how.recording());
        List<Accepted> accepted = state.plan().accept();
        return how.throwaway() != null
                ? play(recording, how, accepted)
                : play(
                        recording,
                        how,
                        accepted,
                        address(how.current(), state.current()),
                        address(how.candidate(), state.candidate()));
    }

    private Address address(Address said, String version) {
        return said == null ? router.address(version) : said;
    }

    @Override
    public boolean canTopUp(Plan plan) {
        try {
            Recording.toPlay(plan.topUp().recording());
            return true;
        } catch (IllegalArgumentException e) {
            if (!saysWhy) {
                told.accept("Too few requests, and none can be replayed here, so visitors are waited for: "
                        + e.getMessage());
                saysWhy = true;
            }
            return false;
        }
    }

    @Override
    public TopUp.Came topUp(State state, Action.TopUp wanted) {
        Replay how = state.plan().topUp();
        // Two accounts of a visit are the current version's.
        long requests = Math.max(wanted.candidate(), (wanted.current() + 1) / 2);
        List<Visit> visits = Recording.toPlay(how.recording()).visits(requests, how.visits());
        Address current = address(how.current(), state.current());
        Address candidate = address(how.candidate(), state.candidate());
        told.accept("%d visits of %s are replayed.".formatted(visits.size(), how.recording()));
        try (Notes notes = new Notes(folder)) {
            Performance.Came came = perform(notes, visits, how, current, candidate);
            return new TopUp.Came(
                    clock.instant().plus(router.countsWithin()),
                    came.played(),
                    came.notPlayed(),
                    came.whyNot(),
                    came.tally().current(),
                    came.tally().candidate());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** By versions that are started for it. */
    public Replayed play(Recording recording, Replay how, List<Accepted> accepted) {
        try (Throwaway versions = new Throwaway(Path.of(how.throwaway()));
                Notes notes = new Notes(versions.folder())) {
            // Those of a replay that was killed are gone with their databases.
            notes.forget();
            List<Address> both = versions.start(STARTS_WITHIN);
            return play(notes, recording, how, accepted, both.get(0), both.get(1));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    public Replayed play(Recording recording, Replay how, List<Accepted> accepted, Address current, Address candidate) {
        try (Notes notes = new Notes(folder)) {
            return play(notes, recording, how, accepted, current, candidate);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Replayed play(
            Notes notes, Recording recording, Replay how, List<Accepted> accepted, Address current, Address candidate)
            throws InterruptedException {
        Performance.Came came = perform(notes, recording.visits(), how, current, candidate);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Tally tally = came.tally();
        return Replayed.judge(
                clock.instant(),
                came.played(),
                came.notPlayed(),
                came.whyNot(),
                tally.requests(),
                tally.unlike(),
                tally.differences(accepted, today));
    }

    /** Whoever was left by a replay before is erased first. */
    private Performance.Came perform(Notes notes, List<Visit> visits, Replay how, Address current, Address candidate)
            throws InterruptedException {
        try (Network network = new Network(3 * how.atOnce())) {
            int left = notes.eraseLeftOver(network);
            if (left > 0) {
                told.accept("A replay before was ended midway: of its %d accounts %d are still there."
                        .formatted(left, notes.left().size()));
            }
            Performance performance = new Performance(how, () -> new Cast(network, current, candidate, notes));
            Performance.Came came = performance.of(visits);
            if (!notes.left().isEmpty()) {
                told.accept("%d accounts could not be erased, and the next replay tries it again: %s"
                        .formatted(notes.left().size(), names(notes)));
            }
            return came;
        }
    }

    private static UncheckedIOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new IOException("interrupted", e));
    }

    private static List<String> names(Notes notes) {
        return notes.left().stream().map(Credentials::name).limit(10).toList();
    }
}
