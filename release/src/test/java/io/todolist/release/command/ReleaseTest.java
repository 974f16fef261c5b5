package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;
import org.junit.jupiter.api.Test;

/** The command as Quarkus starts it. */
@QuarkusMainTest
class ReleaseTest {

    @Test
    @Launch(
            value = {"run", "--file=../gateway-service/release.yaml", "--local=http://127.0.0.1:1", "--candidate=v2"},
            exitCode = 1)
    void whatGoesWrongIsToldInALine(LaunchResult said) {
        assertEquals("release local does not answer at http://127.0.0.1:1", said.getErrorOutput());
    }
}
