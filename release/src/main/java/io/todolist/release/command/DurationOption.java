package io.todolist.release.command;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** As in the files: 90s or 5m. */
class DurationOption implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        return DurationConverter.parseDuration(value);
    }
}
