package io.todolist.release.gate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.release.walk.Json;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a tree has to have shown: `gate` in release.yaml. What is left out has a default.
 *
 * @param coverage the share of the lines of each module that tests run
 * @param changedCoverage the same of the lines that have changed since the release before
 * @param first whether there is no release before
 */
@RegisterForReflection
public record Thresholds(Double coverage, Double changedCoverage, Boolean first) {
    public Thresholds {
        coverage = coverage == null ? 0.85 : coverage;
        changedCoverage = changedCoverage == null ? 0.85 : changedCoverage;
        first = first != null && first;
        if (coverage < 0 || coverage > 1 || changedCoverage < 0 || changedCoverage > 1) {
            throw new IllegalArgumentException("gate: coverage and changedCoverage are 0 to 1");
        }
    }

    /** The file, of which everything else is the walk's. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record File(Thresholds gate) {}

    /** Those of the file; empty if it does not speak of the gate. */
    public static Optional<Thresholds> of(Path file) {
        return Optional.ofNullable(Json.written(file, File.class).gate());
    }

    public static Thresholds usual() {
        return new Thresholds(null, null, null);
    }
}
