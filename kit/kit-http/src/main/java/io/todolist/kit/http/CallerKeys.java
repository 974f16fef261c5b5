package io.todolist.kit.http;

import io.smallrye.config.ConfigMapping;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * What the services of one installation show each other with every request, where no network of their own keeps others away.
 * The first key is shown; two are taken while they change. Not set: nobody shows one, and nobody is asked for one.
 */
@Singleton
public class CallerKeys {
    public static final String HEADER = "X-Todolist-Caller-Key";

    @ConfigMapping(prefix = "todolist.caller")
    interface Config {
        Optional<List<String>> keys();

        /** POST of these paths is for everybody. */
        Optional<List<String>> open();
    }

    private final List<String> keys;

    CallerKeys(Config config) {
        keys = config.keys().orElse(List.of());
    }

    /** For a request to another service of this installation, and to nobody else. */
    public Optional<String> shown() {
        return keys.stream().findFirst();
    }

    List<String> taken() {
        return keys;
    }
}
