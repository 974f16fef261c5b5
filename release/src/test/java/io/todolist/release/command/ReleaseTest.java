package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command as Quarkus starts it. */
@QuarkusMainTest
class ReleaseTest {

    @Test
    @Launch("--help")
    void itsHelpNamesEachCommand(LaunchResult said) {
        for (String command : List.of("plan", "run", "step", "status", "abort", "report", "local")) {
            assertTrue(said.getOutput().contains("\n  " + command + " "), said.getOutput());
        }
    }

    @Test
    @Launch(
            value = {
                "run",
                "--file=../gateway-service/release.yaml",
                "--local=http://127.0.0.1:1",
                "--state=target/none.json",
                "--candidate=v2"
            },
            exitCode = 1)
    void whatGoesWrongIsToldInALine(LaunchResult said) {
        assertEquals("release local does not answer at http://127.0.0.1:1", said.getErrorOutput());
    }

    @Test
    @Launch("generate-completion")
    void shellsCompleteItsCommands(LaunchResult said) {
        assertTrue(said.getOutput().contains("complete -F _complete_release"), said.getOutput());
    }
}
