package io.todolist.release.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.walk.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    private static final String FILE =
            """
            # Yours 🙂: percent: 5
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: page}
            spec:
              template:
                spec: {percent: 7}
              traffic:
                - revisionName: page-v1
                  percent: 90 # the old one
                  tag: current
                - {percent: 10, tag: candidate, revisionName: "page-v2"}
                - revisionName: page-v0
                  percent: 0
            """;

    @TempDir
    Path folder;

    @Test
    void onlyThePercentagesAreEdited() throws IOException {
        Manifest manifest = manifest(FILE);
        assertTrue(manifest.edit(new Split(Map.of("page-v1", 0, "page-v2", 100))));
        assertEquals(
                FILE.replace("percent: 90 #", "percent: 0 #").replace("{percent: 10,", "{percent: 100,"),
                Files.readString(file()));
        assertFalse(manifest.edit(new Split(Map.of("page-v2", 100))));
    }

    @Test
    void theProjectsOwnFilesCanBeEdited() throws IOException {
        for (String service : new String[] {"gateway-service", "rule-service", "user-service"}) {
            Files.copy(Path.of("..", "knative", service + ".yaml"), folder.resolve(service + ".yaml"));
            Manifest manifest = new Manifest(folder.resolve(service + ".yaml"));
            assertThrows(
                    IllegalArgumentException.class, () -> manifest.edit(new Split(Map.of(service + "-v999", 100))));
        }
    }

    @Test
    void aVersionWithoutAPlaceLeavesTheFileAsItIs() throws IOException {
        Manifest manifest = manifest(FILE);
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> manifest.edit(new Split(Map.of("page-v1", 50, "page-v3", 50, "page-v4", 0))));
        assertEquals("it has no place for [page-v3]", refusal.getMessage());
        assertEquals(FILE, Files.readString(file()));
    }

    @Test
    void whatIsNoServiceIsRefused() throws IOException {
        Manifest manifest = manifest("a: [b]");
        assertThrows(IllegalArgumentException.class, () -> manifest.edit(new Split(Map.of("page-v1", 100))));
    }

    private Path file() {
        return folder.resolve("page.yaml");
    }

    private Manifest manifest(String text) throws IOException {
        return new Manifest(Files.writeString(file(), text));
    }
}
