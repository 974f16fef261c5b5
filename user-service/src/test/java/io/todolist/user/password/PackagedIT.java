package io.todolist.user.password;

import io.quarkus.test.junit.QuarkusIntegrationTest;

// The tests of this package once more, against the packaged service: jar or native executable.

@QuarkusIntegrationTest
class BusyHasherIT extends BusyHasherTest {}

@QuarkusIntegrationTest
class PasswordHashIT extends PasswordHashTest {}
