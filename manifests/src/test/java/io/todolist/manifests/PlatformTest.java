package io.todolist.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Descriptors of other platforms for a service that Quarkus has just packaged, against files that a person has read. */
class PlatformTest {
    static final List<String> FILES = List.of(
            "aliyun/s.yaml",
            "aws/template.yaml",
            "azure/todo-service.yaml",
            "azure/todo-service-migration.yaml",
            "azure/timer.yaml",
            "cloudrun/todo-service.yaml",
            "cloudrun/todo-service-migration.yaml",
            "tencent/todo-service/serverless.yml",
            "tencent/timer/serverless.yml");

    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    Path checkout;

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(checkout.resolve("todo-service/src/main/resources/db/migration"));
        Path target = Files.createDirectories(checkout.resolve("todo-service/target/kubernetes"));
        for (String file : List.of("knative.yml", "kubernetes.yml")) {
            Files.writeString(
                    target.resolve(file),
                    Files.readString(RESOURCES.resolve(file)).replace("VERSION", "1"));
        }
        manifests("write");
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void isAsAPersonHasReadIt(String file) throws IOException {
        assertEquals(
                Files.readString(RESOURCES.resolve("golden/faas").resolve(file)),
                Files.readString(checkout.resolve("faas").resolve(file)));
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void isStaleOnceItIsEdited(String file) throws IOException {
        manifests("check");
        Path descriptor = checkout.resolve("faas").resolve(file);
        String built = Files.readString(descriptor);
        Files.writeString(descriptor, built + "edited: true\n");
        var stale = assertThrows(IllegalStateException.class, () -> manifests("check"));
        assertEquals(
                "Stale: faas/" + file + ". Run ./mvnw package -DskipTests and commit what it writes.",
                stale.getMessage());
        manifests("write");
        assertEquals(built, Files.readString(descriptor));
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void isStaleWhenItIsMissing(String file) throws IOException {
        Files.delete(checkout.resolve("faas").resolve(file));
        assertThrows(IllegalStateException.class, () -> manifests("check"));
    }

    @Test
    void aTemplateGetsNoMoreThanIsKnown() {
        assertEquals(Map.of("a", List.of(1)), Template.fill(Map.of("a", List.of("<one>", "<none>")), known()));
        assertEquals(Map.of(), Template.fill(Map.of("a", "<none>"), known()));
        assertEquals(Map.of("a", "1"), Template.fill(Map.of("a", "<'one'>"), known()));
        var unknown =
                assertThrows(IllegalArgumentException.class, () -> Template.fill(Map.of("a", "<memroy>Mi"), known()));
        assertEquals("<memroy> is not known here", unknown.getMessage());
    }

    private static Map<String, Object> known() {
        Map<String, Object> known = new HashMap<>(Map.of("one", 1));
        known.put("none", null);
        return known;
    }

    private void manifests(String mode) throws IOException {
        Manifests.main(new String[] {mode, checkout.toString(), checkout.toString()});
    }
}
