package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.command.Gate.Held;
import io.todolist.release.walk.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** `release run` as a process, which is killed like with kill -9. */
class KilledReleaseTest {
    @TempDir
    Path folder;

    /** Its process. */
    public static void main(String[] arguments) {
        System.exit(Commands.told(new CommandLine(new Release())).execute(arguments));
    }

    @Test
    void whoIsKilledBeforeAnActionOrAfterItIsReplacedByTheNextOne() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(folder, PlantedReleaseTest.QUICK);
                Gate gate = new Gate(rehearsal.control())) {
            rehearsal.visited();
            List<Integer> shares = new ArrayList<>();
            String[] begin = {"--candidate=v2"};
            for (Held when : List.of(
                    Held.BEFORE_IT_IS_DONE, Held.WHEN_IT_IS_DONE, Held.BEFORE_IT_IS_DONE, Held.WHEN_IT_IS_DONE)) {
                gate.hold(when);
                Process process = process(rehearsal, gate, shares.isEmpty() ? begin : new String[0]);
                assertTrue(gate.awaitHeld());
                process.destroyForcibly().waitFor();
                shares.add(rehearsal.candidatesShare());
            }
            assertEquals(List.of(0, 50, 50, 100), shares);

            Process last = process(rehearsal, gate);
            assertTrue(last.waitFor(60, TimeUnit.SECONDS));
            assertEquals(ExitStatus.GOOD, last.exitValue());
            assertEquals(Stage.PROMOTED, rehearsal.state().stage());
            assertTrue(rehearsal.state().over());
            assertEquals(
                    List.of("The release of v2 begins.", "50 % of the visitors have v2.", "All visitors have v2."),
                    rehearsal.state().events().stream()
                            .map(event -> event.said())
                            .toList());
        }
    }

    private static Process process(Rehearsal rehearsal, Gate gate, String... more) throws IOException {
        return process(rehearsal, gate.address(), more);
    }

    static Process process(Rehearsal rehearsal, String control, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KilledReleaseTest.class.getName()));
        command.addAll(rehearsal.arguments("run", control));
        command.add("--every=100ms");
        command.addAll(List.of(more));
        return new ProcessBuilder(command).inheritIO().start();
    }
}
