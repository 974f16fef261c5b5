package io.todolist.user.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.todolist.user.OtherSettings;
import io.todolist.user.Person;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a refusal takes tells nothing. Hashes cost as much as in production here: cheap ones would hide an early exit. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherSettings.class)
class SignInTimeTest {
    /** Medians of interleaved attempts; hashing takes tens of milliseconds, an early exit would take one or two. */
    @Test
    void takesTheSameTimeForUnknownUserAndWrongPassword() {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        Person.registered().signIn();
        for (int i = 0; i < 4; i++) {
            Person person = Person.registered().withPassword("wrong password");
            for (int j = 0; j < 4; j++) {
                known.add(nanosOfRefusal(person));
                unknown.add(nanosOfRefusal(Person.unregistered()));
            }
        }
        double ratio = (double) median(known) / median(unknown);
        assertTrue(ratio > 0.5 && ratio < 2, () -> "ratio of medians " + ratio);
    }

    private static long nanosOfRefusal(Person person) {
        long start = System.nanoTime();
        person.tryToSignIn().then().statusCode(401);
        return System.nanoTime() - start;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
