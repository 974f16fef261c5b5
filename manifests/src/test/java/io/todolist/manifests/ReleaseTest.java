package io.todolist.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk from release to release, with a service that Quarkus has just packaged, against files that a person has read. */
class ReleaseTest {
    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    Path checkout;

    Path manifest;

    @BeforeEach
    void packagedForTheFirstTime() throws IOException {
        manifest = checkout.resolve("knative/todo-service.yaml");
        Files.createDirectories(checkout.resolve("todo-service/src/main/resources/db/migration"));
        packageVersion("1");
    }

    @Test
    void theFirstInstallHasAllTraffic() throws IOException {
        build();
        isGolden("first-install", manifest);
    }

    @Test
    void theMigrationRunsTheSameImageOncePerVersion() throws IOException {
        build();
        isGolden("migration", checkout.resolve("knative/todo-service-migration.yaml"));
    }

    @Test
    void plainKubernetesGetsTheSamePod() throws IOException {
        build();
        isGolden("base", checkout.resolve("k8s/base/todo-service.yaml"));
    }

    @Test
    void aReleaseComesInWithoutTraffic() throws IOException {
        build();
        packageVersion("2");
        build();
        isGolden("release", manifest);
    }

    @Test
    void anEditedSplitIsKeptToTheLetter() throws IOException {
        build();
        packageVersion("2");
        build();
        String edited = Files.readString(manifest)
                .replace("percent: 100", "percent: 90 # since Monday")
                .replace("percent: 0", "percent: 10");
        Files.writeString(manifest, edited);
        build();
        assertEquals(edited, Files.readString(manifest));
        check();
    }

    @Test
    void whoHasAllTrafficIsCurrentFromTheNextReleaseOn() throws IOException {
        traffic(
                """
                  traffic:
                    - revisionName: todo-service-v1
                      percent: 0
                      tag: current
                    - revisionName: todo-service-v2
                      percent: 100
                      tag: candidate
                """);
        releaseOf(
                "3",
                """
                  traffic:
                    - revisionName: todo-service-v2
                      percent: 100
                      tag: current
                    - revisionName: todo-service-v1
                      percent: 0
                      tag: previous
                    - revisionName: todo-service-v3
                      percent: 0
                      tag: candidate
                """);
    }

    @Test
    void whoIsNeitherUsedNorPreviousLeaves() throws IOException {
        traffic(
                """
                  traffic:
                    - revisionName: todo-service-v2
                      percent: 0
                      tag: current
                    - revisionName: todo-service-v1
                      percent: 0
                      tag: previous
                    - revisionName: todo-service-v3
                      percent: 100
                      tag: candidate
                """);
        releaseOf(
                "4",
                """
                  traffic:
                    - revisionName: todo-service-v3
                      percent: 100
                      tag: current
                    - revisionName: todo-service-v2
                      percent: 0
                      tag: previous
                    - revisionName: todo-service-v4
                      percent: 0
                      tag: candidate
                """);
    }

    @Test
    void aCandidateThatWasGivenUpLeaves() throws IOException {
        traffic(
                """
                  traffic:
                    - revisionName: todo-service-v1
                      percent: 100
                      tag: current
                    - revisionName: todo-service-v2
                      percent: 0
                      tag: candidate
                """);
        releaseOf(
                "3",
                """
                  traffic:
                    - revisionName: todo-service-v1
                      percent: 100
                      tag: current
                    - revisionName: todo-service-v3
                      percent: 0
                      tag: candidate
                """);
    }

    @Test
    void aReleaseDuringASplitTakesNobodysTraffic() throws IOException {
        traffic(
                """
                  traffic:
                    - revisionName: todo-service-v1
                      percent: 90
                      tag: current
                    - revisionName: todo-service-v2
                      percent: 10
                      tag: candidate
                """);
        releaseOf(
                "3",
                """
                  traffic:
                    - revisionName: todo-service-v1
                      percent: 90
                      tag: current
                    - revisionName: todo-service-v2
                      percent: 10
                    - revisionName: todo-service-v3
                      percent: 0
                      tag: candidate
                """);
    }

    @Test
    void aManifestThatWasNotBuiltAgainIsStale() throws IOException {
        build();
        String before = Files.readString(manifest);
        packageVersion("2");
        var stale = assertThrows(IllegalStateException.class, this::check);
        assertEquals(
                "Stale: knative/todo-service.yaml, knative/todo-service-migration.yaml, k8s/base/todo-service.yaml,"
                        + " faas/aliyun/s.yaml, faas/azure/todo-service.yaml, faas/azure/todo-service-migration.yaml,"
                        + " faas/cloudrun/todo-service.yaml, faas/cloudrun/todo-service-migration.yaml,"
                        + " faas/tencent/todo-service/serverless.yml."
                        + " Run ./mvnw package -DskipTests and commit what it writes.",
                stale.getMessage());
        assertEquals(before, Files.readString(manifest));
    }

    @Test
    void anEditOutsideOfTheSplitIsStaleAndIsWrittenOver() throws IOException {
        build();
        String built = Files.readString(manifest);
        Files.writeString(manifest, built.replace("containerConcurrency: 10", "containerConcurrency: 20"));
        assertThrows(IllegalStateException.class, this::check);
        build();
        assertEquals(built, Files.readString(manifest));
    }

    @Test
    void aSplitThatCanNotBeReadIsToldWithItsFile() throws IOException {
        traffic("  traffic:\n    - latestRevision: true\n      percent: 100\n");
        var unreadable = assertThrows(IllegalStateException.class, this::build);
        assertTrue(unreadable
                .getMessage()
                .endsWith("todo-service.yaml: each target of spec.traffic needs a revisionName"));
    }

    private void packageVersion(String version) throws IOException {
        Path target = Files.createDirectories(checkout.resolve("todo-service/target/kubernetes"));
        for (String file : new String[] {"knative.yml", "kubernetes.yml"}) {
            Files.writeString(
                    target.resolve(file),
                    Files.readString(RESOURCES.resolve(file)).replace("VERSION", version));
        }
    }

    private void traffic(String text) throws IOException {
        build();
        String built = Files.readString(manifest);
        Files.writeString(manifest, built.substring(0, built.indexOf("  traffic:\n")) + text);
    }

    private void releaseOf(String version, String traffic) throws IOException {
        packageVersion(version);
        build();
        String built = Files.readString(manifest);
        assertEquals(traffic, built.substring(built.indexOf("  traffic:\n")));
        check();
    }

    private void build() throws IOException {
        Manifests.main(new String[] {"write", checkout.toString(), checkout.toString()});
    }

    private void check() throws IOException {
        Manifests.main(new String[] {"check", checkout.toString(), checkout.toString()});
    }

    private static void isGolden(String name, Path file) throws IOException {
        assertEquals(Files.readString(RESOURCES.resolve("golden/" + name + ".yaml")), Files.readString(file));
    }
}
