package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.gate.Checkout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GateCommandTest {
    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private Checkout checkout;
    private Path plan;
    private StringWriter said;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new Checkout(folder);
        plan = Files.writeString(elsewhere.resolve("release.yaml"), "service: shop\n");
    }

    @Test
    void whatIsGreenIsSaidWithItsFigures() {
        assertEquals(0, record());
        assertEquals(0, gate());
        assertEquals(
                """
                green  shop: 2 tests passed
                green  manifests: 1 tests passed
                green  shop: tests run 100.0 %% of 4 lines, at least 85.0 %%
                green  changed since %1$s: tests run 100.0 %% of 2 lines, at least 85.0 %%
                green  The release before, %1$s, works on the schema of this one
                green  The manifests are what the build writes
                """
                        .formatted(checkout.before),
                said.toString());
    }

    @Test
    void whereATestFailedNothingIsNoted() throws Exception {
        checkout.tests("shop", "shop.TillTest", "<failure/>");
        assertEquals(1, record());
        assertEquals("shop: not passed: shop.TillTest.holds\n", said.toString());
        assertEquals(1, gate());
    }

    @Test
    void aTestThatWasSkippedIsRed() throws Exception {
        checkout.tests("shop", "shop.TillTest", "<skipped/>");
        record();
        assertRed("shop: shop.TillTest.holds was skipped");
    }

    @Test
    void aTestThatPassedAtAnotherTryIsGreen() throws Exception {
        checkout.tests("shop", "shop.TillTest", "<flakyFailure/>");
        record();
        assertEquals(0, gate());
    }

    @Test
    void whereAModulesTestsDidNotRunNothingIsNoted() throws Exception {
        Files.delete(folder.resolve("manifests/target/surefire-reports/TEST-ManifestsTest.xml"));
        assertEquals(1, record());
        assertEquals("manifests: no test has run\n", said.toString());
        assertEquals(1, gate());
    }

    @Test
    void tooFewCoveredLinesAreRed() throws Exception {
        checkout.coverage(3, 4, 5);
        record();
        assertRed("shop: tests run 75.0 % of 4 lines, at least 85.0 %");
        Files.writeString(plan, "gate: {coverage: 0.6}\n");
        assertEquals(0, gate());
    }

    @Test
    void changedLinesThatNoTestRunsAreNamed() throws Exception {
        Files.writeString(plan, "gate: {coverage: 0.5, changedCoverage: 0.6}\n");
        checkout.coverage(2, 3, 5);
        record();
        assertRed("shop/src/main/java/shop/Till.java:4 has changed, and no test runs it");
        checkout.coverage(3, 2);
        record();
        assertRed("shop/src/main/java/shop/Till.java:4-5 has changed, and no test runs it");
        checkout.coverage(4, 5);
        record();
        assertEquals(0, gate());
    }

    @Test
    void withoutAReleaseBeforeNothingIsKnownOfChangesAndSchema() throws Exception {
        Files.delete(folder.resolve("shop/target/surefire-reports/TEST-shop.PreviousReleaseTest.xml"));
        record();
        assertRed("There is no release before to compare the lines with");
        assertRed("The release before was not tried on the schema of this one");
        Files.writeString(plan, "gate: {first: true}\n");
        assertEquals(0, gate());
        Files.writeString(plan, "service: shop\n");
        record("--since=" + checkout.before);
        assertRed("The release before was not tried on the schema of this one");
        assertTrue(said.toString().contains("green  changed since " + checkout.before), said::toString);
    }

    @Test
    void aTreeIsKnownInWhateverCommitAndNoOtherOne() throws Exception {
        record();
        checkout.git("commit", "--quiet", "--amend", "--message=said in another way");
        assertEquals(0, gate());
        checkout.write("shop/src/main/java/shop/Till.java", "class Till {}\n");
        checkout.commit("changed");
        assertEquals(1, gate());
        assertTrue(said.toString().startsWith("No tests of the tree "), said::toString);
    }

    @Test
    void whatIsNotCommittedIsRefused() throws Exception {
        record();
        checkout.write("shop/src/main/java/shop/Other.java", "class Other {}\n");
        assertEquals(1, gate());
        assertTrue(said.toString().contains("shop/src/main/java/shop/Other.java"), said::toString);
        assertEquals(1, record());
    }

    @Test
    void reportsOfAnotherTreeAreRefused() throws Exception {
        Files.setLastModifiedTime(
                folder.resolve("shop/src/main/java/shop/Till.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        assertEquals(1, record());
        assertTrue(said.toString().contains(" is older than the sources"), said::toString);
    }

    @Test
    void reportsOfSomeTestsAreRefused() throws Exception {
        checkout.report("shop", "shop.TillTest", "", "<property name=\"test\" value=\"TillTest\"/>");
        assertEquals(1, record());
        assertEquals("Not all tests were run, but -Dtest=TillTest\n", said.toString());
    }

    @Test
    void whatIsKnownTravelsWithTheRepository() throws Exception {
        record();
        Path clone = elsewhere.resolve("clone");
        checkout.git("clone", "--quiet", folder.toString(), clone.toString());
        assertEquals(1, release("gate", "--file=" + plan, "--repository=" + clone));
        checkout.git("-C", clone.toString(), "fetch", "--quiet", "origin", "refs/notes/gate:refs/notes/gate");
        assertEquals(0, release("gate", "--file=" + plan, "--repository=" + clone));
    }

    private void assertRed(String finding) {
        assertEquals(1, gate());
        assertTrue(said.toString().contains("RED    " + finding + "\n"), said::toString);
    }

    private int gate() {
        return release("gate", "--file=" + plan, "--repository=" + folder);
    }

    private int record(String... more) {
        List<String> words = new ArrayList<>(List.of("gate", "record", "--repository=" + folder));
        words.addAll(List.of(more));
        return release(words.toArray(String[]::new));
    }

    private int release(String... words) {
        said = new StringWriter();
        return Commands.told(new CommandLine(new Release()))
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(words);
    }
}
