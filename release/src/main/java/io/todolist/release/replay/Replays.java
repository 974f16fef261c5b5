package io.todolist.release.replay;

import io.todolist.release.judge.Replayed;
import io.todolist.release.local.Throwaway;
import io.todolist.release.walk.Accepted;
import io.todolist.release.walk.Address;
import io.todolist.release.walk.Replay;
import io.todolist.release.walk.Replayer;
import io.todolist.release.walk.Router;
import io.todolist.release.walk.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;

/** Plays recordings, one at a time in a folder. */
public final class Replays implements Replayer {
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    private final Router router;
    private final Path folder;
    private final Clock clock;
    private final Consumer<String> told;

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
    public Replayed replay(State state) {
        Replay how = state.plan().replay();
        Recording recording = Recording.read(List.of(Path.of(how.recording())));
        List<Accepted> accepted = state.plan().accept();
        if (how.throwaway() != null) {
            return play(recording, how, accepted);
        }
        Address current = how.current() == null ? router.address(state.current()) : how.current();
        Address candidate = how.candidate() == null ? router.address(state.candidate()) : how.candidate();
        return play(recording, how, accepted, current, candidate);
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
        try (Network network = new Network(3 * how.atOnce())) {
            int left = notes.eraseLeftOver(network);
            if (left > 0) {
                told.accept("A replay before was ended midway: of its %d accounts %d are still there."
                        .formatted(left, notes.left().size()));
            }
            Performance performance = new Performance(how, () -> new Cast(network, current, candidate, notes));
            Performance.Came came = performance.of(recording.visits());
            if (!notes.left().isEmpty()) {
                told.accept("%d accounts could not be erased, and the next replay tries it again: %s"
                        .formatted(notes.left().size(), names(notes)));
            }
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
    }

    private static UncheckedIOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new IOException("interrupted", e));
    }

    private static List<String> names(Notes notes) {
        return notes.left().stream().map(Credentials::name).limit(10).toList();
    }
}
