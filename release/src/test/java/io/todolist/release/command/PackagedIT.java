package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.command.Program.Said;
import io.todolist.release.gate.Checkout;
import io.todolist.release.local.FileStore;
import io.todolist.release.local.Planted;
import io.todolist.release.local.PlantedVersion;
import io.todolist.release.report.Report;
import io.todolist.release.walk.Stage;
import io.todolist.release.walk.State;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that goes by the packaged command, jar or native executable, on one machine. */
class PackagedIT {
    private static final Pattern ADDRESSES =
            Pattern.compile("Visitors come to (\\S+); `release --local=(\\S+)` steers");

    @TempDir
    Path folder;

    private URI visited;
    private String control;

    @Test
    void aCandidateThatFailsIsTakenBackAndReported() throws Exception {
        Files.writeString(
                folder.resolve("release.yaml"),
                """
                service: planted
                window: 500ms
                deadline: 60s
                startLimit: 60s
                starts: 7
                slowerStart: 5
                slower: 10
                steps: [50, 100]
                """);
        Path setup = Planted.setup(
                20, List.of(Planted.version("v1"), Planted.version("v2", PlantedVersion.ERRORS + "=0.5")));
        try (Program local = Program.start("local", setup.toString())) {
            awaitAddresses(local);
            Visitors visitors = new Visitors(visited);
            try {
                Said run = release("run", "--candidate=v2", "--every=100ms");
                assertEquals(ExitStatus.TAKEN_BACK, run.status(), run.text());
                assertTrue(run.text().contains("All visitors have v1 again."), run.text());
            } finally {
                visitors.leave();
            }
            assertEquals(ExitStatus.TAKEN_BACK, release("status").status());
        }
        State state =
                new FileStore(folder.resolve("state.json")).read().orElseThrow().state();
        assertEquals(Stage.ROLLED_BACK, state.stage());
        release("report", "--to=" + folder);
        assertEquals(Report.HTML.of(state), Files.readString(folder.resolve("report.html")));
        assertEquals(Report.JSON.of(state), Files.readString(folder.resolve("report.json")));
        assertEquals(Report.MARKDOWN.of(state), Files.readString(folder.resolve("report.md")));
    }

    @Test
    void whatTestsHaveShownIsNotedAndRead() throws Exception {
        Checkout checkout = new Checkout(folder);
        Said noted = Program.run(Map.of(), "gate", "record", "--repository=" + folder);
        assertEquals(ExitStatus.GOOD, noted.status(), noted.text());
        Path plan = checkout.write("shop/target/release.yaml", "gate: {coverage: 0.9}\n");
        Said gate = Program.run(Map.of(), "gate", "--repository=" + folder, "--file=" + plan);
        assertEquals(ExitStatus.GOOD, gate.status(), gate.text());
        assertTrue(gate.text().contains("of 4 lines, at least 90.0 %"), gate.text());
    }

    /** As kubectl finds it: `kubectl release`. */
    @Test
    void itCanBeLinkedFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("kubectl-release"), Path.of("release").toAbsolutePath());
        Process process = new ProcessBuilder(link.toString(), "plan", "--file=../gateway-service/release.yaml")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(ExitStatus.GOOD, process.waitFor(), said);
        assertTrue(said.startsWith("gateway-service\n"), said);
    }

    private void awaitAddresses(Program local) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            Matcher addresses = ADDRESSES.matcher(local.said());
            if (!addresses.find()) {
                return false;
            }
            visited = URI.create(addresses.group(1));
            control = addresses.group(2);
            return true;
        });
    }

    private Said release(String command, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--local=" + control,
                "--file=" + folder.resolve("release.yaml"),
                "--state=" + folder.resolve("state.json")));
        arguments.addAll(List.of(more));
        return Program.run(Map.of(), arguments.toArray(String[]::new));
    }
}
