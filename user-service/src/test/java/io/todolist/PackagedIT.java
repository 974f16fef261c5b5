package io.todolist;

import io.quarkus.test.junit.QuarkusIntegrationTest;

// The tests of this package once more, against the packaged service: jar or native executable.

@QuarkusIntegrationTest
class OldBackEndMistakesIT extends OldBackEndMistakesTest {}
