package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.command.Rehearsal.Said;
import io.todolist.release.gate.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release whose file speaks of the gate, in a repository. */
class GatedReleaseTest {
    private static final String OTHER =
            "{image: other:%s, traffic: [{tag: current, percent: %d}, {tag: candidate, percent: %d}]}\n";

    @TempDir
    Path folder;

    private Rehearsal rehearsal;
    private Checkout checkout;

    @BeforeEach
    void checkOut() throws Exception {
        rehearsal = new Rehearsal(
                folder, PlantedReleaseTest.QUICK.replace("deadline: 60s", "deadline: 500ms") + "gate: {}\n");
        checkout = new Checkout(folder);
    }

    @AfterEach
    void end() {
        rehearsal.close();
    }

    @Test
    void itBeginsWhenAllIsGreen() {
        rehearsal.record();
        Said said = begin();
        assertTrue(said.text().contains("The gate is green."), said::text);
        assertEquals(50, rehearsal.candidatesShare());
    }

    @Test
    void whatIsRedIsNotReleased() throws Exception {
        checkout.coverage(2, 3);
        rehearsal.record();
        assertRefused("shop: tests run 50.0 % of 4 lines, at least 85.0 %");
    }

    /** As where a column goes that the release before still reads: its tests on the new schema have failed. */
    @Test
    void whatTheReleaseBeforeCannotWorkWithIsNotReleased() throws Exception {
        checkout.report(
                "shop",
                "shop.PreviousReleaseTest",
                "<error message=\"column todo.due does not exist\"/>",
                "<property name=\"previous.release\" value=\"/somewhere/" + checkout.before + "\"/>");
        assertEquals(1, rehearsal.record().status());
        assertRefused("No tests of the tree ");
    }

    @Test
    void whatIsNotCommittedIsNotReleased() throws Exception {
        rehearsal.record();
        checkout.write("shop/src/main/java/shop/Other.java", "class Other {}\n");
        assertRefused("shop/src/main/java/shop/Other.java");
    }

    /** Another service's release has edited its percentages just now. */
    @Test
    void anEditOfThePercentagesDoesNotMatter() throws Exception {
        checkout.write("knative/other.yaml", OTHER.formatted("v1", 100, 0));
        checkout.commit("another service");
        rehearsal.record();
        checkout.write("knative/other.yaml", OTHER.formatted("v1", 50, 50));
        assertTrue(begin().text().contains("The gate is green."));
    }

    @Test
    void anyOtherEditOfAManifestIsNotReleased() throws Exception {
        checkout.write("knative/other.yaml", OTHER.formatted("v1", 100, 0));
        checkout.commit("another service");
        rehearsal.record();
        checkout.write("knative/other.yaml", OTHER.formatted("v2", 50, 50));
        assertRefused(" M knative/other.yaml");
        checkout.write("knative/other.yaml", OTHER.formatted("v1", 100, 0));
        checkout.write("knative/fresh.yaml", OTHER.formatted("v1", 100, 0));
        assertRefused("?? knative/fresh.yaml");
    }

    /** The build writes them, so whatever is another one now was not fresh. */
    @Test
    void withAnEditOfThePercentagesNothingIsNoted() throws Exception {
        checkout.write("knative/other.yaml", OTHER.formatted("v1", 50, 50));
        checkout.commit("another service");
        checkout.write("knative/other.yaml", OTHER.formatted("v1", 100, 0));
        Said said = rehearsal.record();
        assertEquals(1, said.status(), said::text);
        assertTrue(said.text().contains(" M knative/other.yaml"), said::text);
    }

    @Test
    void aPersonCanBeginAllTheSameAndTheReasonIsKept() throws Exception {
        Said said = begin("--without-gate=the fire of today");
        assertTrue(said.text().contains("The gate was not asked: the fire of today"), said::text);
        assertTrue(Files.readString(folder.resolve("security.log")).contains("the fire of today"));
        assertEquals(50, rehearsal.candidatesShare());
    }

    /** Nobody visits it, so it waits in its first step. */
    private Said begin(String... more) {
        String[] words = new String[more.length + 1];
        words[0] = "--candidate=v2";
        System.arraycopy(more, 0, words, 1, more.length);
        Said said = rehearsal.run(words);
        assertEquals(4, said.status(), said::text);
        return said;
    }

    private void assertRefused(String reason) {
        Said said = rehearsal.run("--candidate=v2");
        assertEquals(1, said.status(), said::text);
        assertTrue(said.text().contains(reason), said::text);
        assertTrue(Files.notExists(folder.resolve("state.json")));
        assertEquals(0, rehearsal.candidatesShare());
    }
}
