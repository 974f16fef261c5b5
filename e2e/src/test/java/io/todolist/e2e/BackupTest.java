package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Both databases are put back to a moment before somebody deleted an account, while people go on. */
@Order(7)
class BackupTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void install() {
        Product.installed();
    }

    @Test
    void whatWasDeletedComesBack(TestReporter report) {
        Visitor ann = Visitor.registered();
        ann.add("one");
        ann.add("two");
        Visitor bob = Visitor.registered();
        bob.add("three");
        bob.add("four");
        String cursor = bob.json(bob.get("/api/todos?size=1")).path("next").asText();
        backup(folder.toString());

        assertEquals(
                204, ann.delete("/api/me", Map.of("password", Visitor.PASSWORD)).statusCode());
        assertNotEquals(200, ann.signIn());
        Visitor late = Visitor.registered();
        bob.forgetAccessToken();
        bob.add("five");
        long begin = System.nanoTime();
        backup("restore", folder.toString());
        report.publishEntry("Both databases restored", Times.since(begin));

        assertEquals(200, ann.signIn());
        assertEquals(Set.of("one", "two"), ann.allNames());
        ann.add("six");
        assertEquals(3, ann.json(ann.get("/api/home")).at("/todos/total").asInt());
        assertEquals(401, late.signIn(), "an account that is younger than the backup");
        assertEquals(200, bob.get("/api/todos?size=1&after=" + cursor).statusCode(), "a cursor");
        bob.forgetAccessToken();
        assertEquals(401, bob.get("/api/todos").statusCode(), "a refresh token that is younger than the backup");
        assertEquals(200, bob.signIn());
        assertEquals(Set.of("three", "four"), bob.allNames());
    }

    private static void backup(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = Settings.CHECKOUT.resolve("k8s/backup").toString();
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        Kubectl.command(words);
    }
}
