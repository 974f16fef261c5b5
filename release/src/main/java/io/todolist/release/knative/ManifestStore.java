package io.todolist.release.knative;

import io.todolist.release.walk.Split;
import io.todolist.release.walk.State;
import io.todolist.release.walk.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.yaml.snakeyaml.error.YAMLException;

/** After each state that is stored, the {@link Manifest} has the split that was found in place. Without it the release goes on, too. */
public final class ManifestStore implements StateStore {
    private final StateStore store;
    private final Path file;
    private final Consumer<String> told;

    /** @param told what was edited, or why it could not be */
    public ManifestStore(StateStore store, Path file, Consumer<String> told) {
        this.store = store;
        this.file = file;
        this.told = told;
    }

    @Override
    public Optional<Stored> read() {
        return store.read();
    }

    @Override
    public Optional<String> write(State state, String mark) {
        Optional<String> written = store.write(state, mark);
        if (written.isPresent()) {
            edit(state.position().applied());
        }
        return written;
    }

    private void edit(Split split) {
        try {
            if (new Manifest(file).edit(split)) {
                told.accept("%s has the split %s now, too.".formatted(file, split.percent()));
            }
        } catch (IOException | IllegalArgumentException | YAMLException e) {
            told.accept("%s could not be given the split %s: %s".formatted(file, split.percent(), e.getMessage()));
        }
    }
}
