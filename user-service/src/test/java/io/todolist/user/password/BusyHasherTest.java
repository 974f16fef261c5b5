package io.todolist.user.password;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.todolist.user.AtOnce;
import io.todolist.user.OtherSettings;
import io.todolist.user.Person;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One password at a time and one that waits. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherSettings.class)
class BusyHasherTest {

    @Test
    void refusesWhatItHasNoPlaceForAndRecovers() throws Exception {
        Person person = Person.registered();
        var answers = AtOnce.times(20, person::tryToSignIn);
        var statuses = answers.stream().map(answer -> answer.statusCode()).toList();
        assertThat(statuses, hasItem(200));
        assertThat(statuses, hasItem(503));
        assertThat(statuses, everyItem(in(List.of(200, 503))));
        answers.stream().filter(answer -> answer.statusCode() == 503).forEach(answer -> answer.then()
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("type", equalTo("urn:todolist:problem:busy")));
        person.signIn();
    }
}
