package io.todolist.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who wants a tracer builds with -Dotel. Nobody else has it in a start, or in memory. */
@DisabledIfSystemProperty(named = "services.otel", matches = "true")
@DisabledIfSystemProperty(
        named = "services.native",
        matches = "true",
        disabledReason = "one file, of the same libraries")
class NoTracerTest {
    @ParameterizedTest
    @ValueSource(strings = {"gateway-service", "rule-service", "user-service"})
    void thePackagedServiceHasNone(String service) throws Exception {
        try (Stream<Path> libraries = Files.walk(Path.of("..", service, "target", "quarkus-app", "lib"))) {
            assertEquals(
                    List.of(),
                    libraries
                            .filter(library -> library.toString().matches(".*(opentelemetry|kit-otel).*"))
                            .toList());
        }
    }
}
